namespace Autodiff;

/// <summary>
/// Whether the user has stopped (Ctrl+C) what this thread computes. Loops ask between steps. Native code cannot be stopped: a thread that waits for it stops waiting
/// and lets it end by itself.
/// </summary>
static class Interruption
{
    // In milliseconds. Polling this often costs nothing, and the user does not notice the delay.
    const int interval = 50;

    // Fields of the thread, because kernels and rules, which operators call, receive no token.
    [ThreadStatic] static CancellationToken token;
    [ThreadStatic] static long due;
    static int abandoned;

    /// <summary>Cancelled when the user stops the cmdlet that this thread works for. It cannot be cancelled outside a cmdlet.</summary>
    public static CancellationToken Token => token;

    /// <summary>Whether the user can stop the work of this thread.</summary>
    public static bool CanCome => token.CanBeCanceled || ScriptHost.Current.CanStop;

    /// <summary>The number of native calls that are still running but that no thread waits for any more.</summary>
    public static int Abandoned => Volatile.Read(ref abandoned);

    /// <summary>Lets a token stop the work of this thread until the scope is disposed.</summary>
    public static Scope Enter(CancellationToken stop)
    {
        var scope = new Scope(token);
        token = stop;
        return scope;
    }

    /// <summary>Called between the steps of work that may take long.</summary>
    /// <exception cref="OperationCanceledException">The user has stopped the work of this thread.</exception>
    public static void Check()
    {
        token.ThrowIfCancellationRequested();
        if (Environment.TickCount64 is var now && now < due) return;
        due = now + interval;
        Poll();
    }

    static void Poll()
    {
        // A method that a script calls has no token, so this asks the script.
        if (!token.CanBeCanceled && ScriptHost.Current.IsStopping) throw new OperationCanceledException("The script has been stopped.");
        Activity.Poll();
    }

    /// <summary>Counts a native call that no thread waits for any more.</summary>
    public static void Abandon()
    {
        int n = Interlocked.Increment(ref abandoned);
        if (Log.Xla) Log.Plugin($"stopped waiting for a call; {n} such calls are still running");
    }

    /// <summary>An abandoned call has ended.</summary>
    public static void Ended() => Interlocked.Decrement(ref abandoned);

    /// <summary>Runs work that may take long on a thread of its own, and waits until it ends or the user stops this thread.</summary>
    /// <param name="work">The work.</param>
    /// <param name="stack">The stack size of the new thread in bytes. Default: 0, for the usual size.</param>
    /// <exception cref="OperationCanceledException">The user has stopped this thread. The other thread continues.</exception>
    public static T Run<T>(Func<T> work, int stack = 0)
    {
        var done = new TaskCompletionSource<T>();
        void Work()
        {
            try
            {
                done.SetResult(work());
            }
            catch (Exception e)
            {
                done.SetException(e);
            }
        }
        // Not a thread of the pool: an abandoned call would keep it, and PowerShell needs the pool for Ctrl+C and the keyboard.
        new Thread(Work, stack) { IsBackground = true }.Start();
        return Wait(done.Task);
    }

    /// <summary>Waits until a task ends or the user stops this thread.</summary>
    /// <inheritdoc cref="Run"/>
    public static T Wait<T>(Task<T> task)
    {
        try
        {
            // WhenAny gives a task that succeeds even if the other one fails.
            if (!task.IsCompleted) WaitForEnd(Task.WhenAny(task));
            return task.GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (!task.IsCompleted)
        {
            Abandon();
            // Observes the failure of a task that no thread waits for any more.
            task.ContinueWith(static t =>
            {
                _ = t.Exception;
                Ended();
            }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            throw;
        }
    }

    /// <summary>Waits until a task that does not fail ends, or the user stops this thread.</summary>
    /// <exception cref="OperationCanceledException">The user has stopped this thread.</exception>
    public static void WaitForEnd(Task task)
    {
        if (task.Wait(interval, token)) return;
        // A task spins before it waits. In a loop that takes seconds on a busy machine, and the token is not checked while it spins.
        WaitHandle[] either = [((IAsyncResult)task).AsyncWaitHandle, token.WaitHandle];
        while (WaitHandle.WaitAny(either, interval) == WaitHandle.WaitTimeout) Poll();
        token.ThrowIfCancellationRequested();
    }

    /// <summary>Restores the token of the enclosing scope.</summary>
    public readonly ref struct Scope
    {
        readonly CancellationToken previous;

        internal Scope(CancellationToken previous) => this.previous = previous;

        public void Dispose() => token = previous;
    }
}
