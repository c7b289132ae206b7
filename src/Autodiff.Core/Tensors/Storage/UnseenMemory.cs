namespace Autodiff;

/// <summary>
/// Counts memory that the garbage collector cannot see: to it an array on a device or in native memory is a small object. When a few arrays have been added, a collection
/// finds buffers that nobody holds any more, so that dropped results do not pile up.
/// </summary>
static class UnseenMemory
{
    // Growth that causes no collection: in bytes, in arrays of the latest size, and as a fraction of the memory in use, as the garbage collector does it.
    const long Small = 6 << 20;
    const int Few = 6, Fraction = 4;

    // The memory that a plugin uses for a buffer in addition to its elements.
    const long Overhead = 512;

    static readonly Lock collecting = new();
    // The memory in use; its minimum since the last collection of young objects; its minimum since the last full collection.
    static long live, leastOfYoung, leastOfAll;
    static int collections;

    /// <summary>The memory of all existing buffers in bytes.</summary>
    public static long Live => Interlocked.Read(ref live);

    /// <summary>Counts a new buffer, with the size of its elements in bytes.</summary>
    public static void Add(long bytes)
    {
        long least = Volatile.Read(ref leastOfYoung), grown = Interlocked.Add(ref live, bytes + Overhead) - least;
        if (grown > Small && grown > Few * bytes && grown > least / Fraction) Collect();
    }

    /// <summary>Counts a destroyed buffer.</summary>
    public static void Remove(long bytes)
    {
        long left = Interlocked.Add(ref live, -bytes - Overhead);
        if (left < Volatile.Read(ref leastOfYoung)) Volatile.Write(ref leastOfYoung, left);
        if (left < Volatile.Read(ref leastOfAll)) Volatile.Write(ref leastOfAll, left);
    }

    static void Collect()
    {
        // Another thread is collecting.
        if (!collecting.TryEnter()) return;
        try
        {
            // Most garbage is young: results of the latest calls. Each earlier collection also promoted a few arrays that were in use and have been dropped since.
            // Two collections in a row would promote current arrays. Full collections are rare; they free the old objects that finalizers have released.
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
