namespace Autodiff.Backends.Xla.Pjrt;

/// <summary>
/// Counts the threads inside a plugin, so that the end of the process can wait for them and let no more in. A call writes twice to memory of its own thread. The
/// memory fence that this needs is paid for by the thread that closes the gate.
/// </summary>
static class CallGate
{
    sealed class Visitor(Thread thread)
    {
        public int Calls;
        public Thread Thread => thread;
    }

    static readonly List<Visitor> visitors = [];
    // A field of the thread, because it says where the thread is.
    [ThreadStatic] static Visitor? mine;
    static bool closed;
    static Thread? closer;

    /// <summary>Enters; <see cref="Leave"/> must follow. Once the gate is closed it waits for the end of the process instead of failing.</summary>
    /// <exception cref="AdException">The calling thread is the one that ends the process.</exception>
    public static void Enter()
    {
        if (TryEnter()) return;
        if (Thread.CurrentThread == closer) throw Ending();
        Thread.Sleep(Timeout.Infinite);
    }

    /// <summary>The error of a call that comes too late.</summary>
    public static AdException Ending() => new("XLA cannot be called, because the process is exiting.", ErrorId.ProcessEnding);

    /// <summary>Enters; <see cref="Leave"/> must follow. False if the gate is closed.</summary>
    public static bool TryEnter()
    {
        var v = mine ?? Register();
        Volatile.Write(ref v.Calls, v.Calls + 1);
        if (!Volatile.Read(ref closed)) return true;
        Leave();
        return false;
    }

    public static void Leave()
    {
        var v = mine!;
        Volatile.Write(ref v.Calls, v.Calls - 1);
    }

    /// <summary>Closes the gate, and waits until all threads have left.</summary>
    /// <returns>Whether all threads have left.</returns>
    public static bool Close(TimeSpan patience)
    {
        closer = Thread.CurrentThread;
        Volatile.Write(ref closed, true);
        // After this fence, a thread that did not see the gate closed is seen to be inside.
        Interlocked.MemoryBarrierProcessWide();
        return SpinWait.SpinUntil(IsEmpty, patience);
    }

    static bool IsEmpty()
    {
        lock (visitors) return visitors.TrueForAll(v => Volatile.Read(ref v.Calls) == 0);
    }

    static Visitor Register()
    {
        var v = mine = new(Thread.CurrentThread);
        lock (visitors)
        {
            visitors.RemoveAll(o => !o.Thread.IsAlive);
            visitors.Add(v);
        }
        return v;
    }
}
