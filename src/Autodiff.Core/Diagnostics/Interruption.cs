namespace Autodiff;

/// <summary>
/// Whether the user has stopped (Ctrl+C) what this thread computes. Loops ask between steps. Native code cannot be stopped: a thread that waits for it stops waiting
/// and lets it end by itself.
/// </summary>
static class Interruption
{
    // A field of the thread, because kernels and rules, which operators call, receive no token.
    [ThreadStatic] static CancellationToken token;
    [ThreadStatic] static int checks;
    static int abandoned;

    /// <summary>Cancelled when the user stops the work of this thread. It cannot be cancelled if nobody can stop it.</summary>
    public static CancellationToken Token => token;

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
        if (token.CanBeCanceled) token.ThrowIfCancellationRequested();
        // A method that a script calls has no token, so every 64th check asks the script.
        else if ((++checks & 63) == 0 && ScriptHost.Current.IsStopping) throw new OperationCanceledException("The script has been stopped.");
    }

    /// <summary>Counts a native call that no thread waits for any more.</summary>
    public static void Abandon()
    {
        int n = Interlocked.Increment(ref abandoned);
        if (Log.Xla) Log.Plugin($"stopped waiting for a call; {n} such calls go on");
    }

    /// <summary>An abandoned call has ended.</summary>
    public static void Ended() => Interlocked.Decrement(ref abandoned);

    /// <summary>Runs work that may take long on another thread, and waits until it ends or the user stops this thread.</summary>
    /// <param name="work">The work.</param>
    /// <param name="stack">The stack size of a new thread in bytes. Default: 0, for a thread of the pool.</param>
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
        if (stack > 0) new Thread(Work, stack) { IsBackground = true }.Start();
        else ThreadPool.UnsafeQueueUserWorkItem(static w => w(), (Action)Work, preferLocal: false);
        return Wait(done.Task);
    }

    /// <summary>Waits until a task ends or the user stops this thread.</summary>
    /// <inheritdoc cref="Run"/>
    public static T Wait<T>(Task<T> task)
    {
        try
        {
            return task.IsCompleted ? task.GetAwaiter().GetResult() : task.WaitAsync(token).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested && !task.IsCompleted)
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

    /// <summary>Restores the token of the enclosing scope.</summary>
    public readonly ref struct Scope
    {
        readonly CancellationToken previous;

        internal Scope(CancellationToken previous) => this.previous = previous;

        public void Dispose() => token = previous;
    }
}
