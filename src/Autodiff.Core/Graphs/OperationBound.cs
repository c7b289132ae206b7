using System.Globalization;

namespace Autodiff.Graphs;

/// <summary>
/// The bound of the number of operations of a graph that is being made: <c>$env:AUTODIFF_MAX_OPERATIONS</c>, default ten million, and fewer where they take half of the
/// memory that was free. A loop of the script that never ends reaches it.
/// </summary>
struct OperationBound
{
    const int Default = 10_000_000, Interval = 65_536;
    int next, most;
    long start, room;

    /// <exception cref="AdException">There are more operations than the bound.</exception>
    public void Check(int operations)
    {
        if (operations >= next) Look(operations);
    }

    void Look(int operations)
    {
        if (next == 0) most = int.TryParse(Environment.GetEnvironmentVariable("AUTODIFF_MAX_OPERATIONS"), NumberStyles.None, CultureInfo.InvariantCulture, out int n) ? n : Default;
        if (operations > 0 && operations >= most) throw Exceeded($"more than {most.ToString("N0", CultureInfo.InvariantCulture)} operations, the limit of $env:AUTODIFF_MAX_OPERATIONS");
        next = (int)Math.Min(most, (long)operations + Interval);
        // A small graph does not ask for the memory.
        if (operations == 0) return;
        long heap = GC.GetTotalMemory(false);
        if (room == 0)
        {
            var memory = GC.GetGCMemoryInfo();
            (start, room) = (heap, memory.Index == 0 ? long.MaxValue : (memory.TotalAvailableMemoryBytes - memory.MemoryLoadBytes) / 2);
        }
        if (heap - start > room) throw Exceeded($"{operations.ToString("N0", CultureInfo.InvariantCulture)} operations, which take half of the memory that was free");
    }

    static AdException Exceeded(string what) =>
        new($"The traced code has {what}. A loop of the script is traced step by step: use {Spell.Name("Ad.ForLoop")}, {Spell.Name("Ad.Scan")} or {Spell.Name("Ad.WhileLoop")}, which are traced once.", ErrorId.TooManyOperations);
}
