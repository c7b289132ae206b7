namespace Autodiff.Backends.Xla.Pjrt;

/// <summary>
/// Which threads are inside a plugin, so that the end of the process can wait for them and let no more in. A call costs two writes to memory of its thread: the
/// fence that they would need is paid for by who closes the gate.
/// </summary>
static class CallGate
{
    sealed class Visitor(Thread thread)
    {
        public int Calls;
        public Thread Thread => thread;
    }

    static readonly List<Visitor> visitors = [];
    [ThreadStatic] static Visitor? mine;
    static bool closed;
    static Thread? closer;

    /// <summary>Goes in, and out again with <see cref="Leave"/>. Once the gate is closed it waits for the end of the process: an error would be one more thing that goes wrong.</summary>
    /// <exception cref="AdException">The caller itself is ending the process.</exception>
    public static void Enter()
    {
        if (TryEnter()) return;
        if (Thread.CurrentThread == closer) throw Ending();
        Thread.Sleep(Timeout.Infinite);
    }

    /// <summary>The error of a call that is too late.</summary>
    public static AdException Ending() => new("XLA is called no more: the process is ending.", ErrorId.ProcessEnding);

    /// <summary>Goes in, and out again with <see cref="Leave"/>; false where the gate is closed.</summary>
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

    /// <summary>Lets nobody in any more, and waits until all are out.</summary>
    /// <returns>Whether all are.</returns>
    public static bool Close(TimeSpan patience)
    {
        closer = Thread.CurrentThread;
        Volatile.Write(ref closed, true);
        // Behind this, whoever did not see the gate closed is seen to be inside.
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
