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
    static int collections;

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
            // Most of what is dropped is young: what the latest calls gave. A few arrays were in use at each of the collections before, and have been dropped since;
            // two collections in a row would make those of now old. All are looked at seldom: what finalizers have freed lies among the old, and adds up.
            collections++;
            bool all = collections % 128 == 0;
            if (!all) Collect(collections % 4 == 0 ? 1 : 0);
            long least = Volatile.Read(ref leastOfAll), old = Live - least;
            if (all || old > 3 * Small / 2 && old > least / 2)
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
