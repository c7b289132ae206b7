namespace Autodiff;

/// <summary>
/// Freed memory that the next tensor of the same size gets. Fresh memory is slow: the system clears each page when it is first touched, which takes several times as long
/// as to compute with it.
/// </summary>
static class WarmMemory
{
    static readonly Dictionary<long, Stack<nint>> free = [];
    static readonly long limit = Math.Min(1L << 30, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 16);
    static long kept;

    /// <summary>Memory of exactly this size, or 0.</summary>
    public static nint Take(long bytes)
    {
        lock (free)
        {
            if (!free.TryGetValue(bytes, out var stack) || !stack.TryPop(out nint address)) return 0;
            kept -= bytes;
            return address;
        }
    }

    /// <summary>Keeps memory, unless there is enough already.</summary>
    public static bool Keep(nint address, long bytes)
    {
        lock (free)
        {
            if (kept + bytes > limit) return false;
            if (!free.TryGetValue(bytes, out var stack)) free.Add(bytes, stack = []);
            stack.Push(address);
            kept += bytes;
            return true;
        }
    }
}
