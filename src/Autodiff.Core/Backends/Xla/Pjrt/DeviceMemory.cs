namespace Autodiff.Backends.Xla.Pjrt;

/// <summary>
/// Counts what buffers take, which the collector does not see: to it an array on a device is a small object. When that has grown by a few arrays, what nobody
/// holds any more is looked for, so that dropped results take no more.
/// </summary>
static class DeviceMemory
{
    // Growth that is not looked at: in bytes, in arrays like the latest, and as a part of what is in use, as the collector does it.
    const long Small = 6 << 20;
    const int Few = 6, Part = 4;

    // What a plugin keeps for a buffer beside its elements.
    const long Overhead = 512;

    static readonly Lock collecting = new();
    // What exists; the least since the young were collected; the least since all were.
    static long live, leastOfYoung, leastOfAll;

    /// <summary>What the buffers that exist take.</summary>
    public static long Live => Interlocked.Read(ref live);

    /// <summary>A buffer with so many bytes of elements has been made.</summary>
    public static void Add(long bytes)
    {
        long least = Volatile.Read(ref leastOfYoung), grown = Interlocked.Add(ref live, bytes + Overhead) - least;
        if (grown > Small && grown > Few * bytes && grown > least / Part) Collect();
    }

    /// <summary>It has been destroyed.</summary>
    public static void Remove(long bytes)
    {
        long left = Interlocked.Add(ref live, -bytes - Overhead);
        if (left < Volatile.Read(ref leastOfYoung)) Volatile.Write(ref leastOfYoung, left);
        if (left < Volatile.Read(ref leastOfAll)) Volatile.Write(ref leastOfAll, left);
    }

    static void Collect()
    {
        // Another thread is at it.
        if (!collecting.TryEnter()) return;
        try
        {
            // Most of what is dropped is young: what the latest calls gave.
            Collect(1);
            long old = Live - Volatile.Read(ref leastOfAll);
            if (old > Small && old > Volatile.Read(ref leastOfAll) / 2)
            {
                Collect(GC.MaxGeneration);
                Volatile.Write(ref leastOfAll, Live);
            }
            Volatile.Write(ref leastOfYoung, Live);
        }
        finally
        {
            collecting.Exit();
        }
    }

    static void Collect(int generation)
    {
        GC.Collect(generation);
        GC.WaitForPendingFinalizers();
    }
}
