namespace Autodiff;

/// <summary>
/// Whether the user has stopped what this thread computes (Ctrl+C). What loops asks between steps; what waits for native code, which cannot be stopped, gives up
/// waiting and leaves it to end by itself.
/// </summary>
static class Interruption
{
    [ThreadStatic] static CancellationToken token;
    [ThreadStatic] static int checks;
    static int abandoned;

    /// <summary>Cancelled when the user stops this thread's work; it cannot be where nobody can.</summary>
    public static CancellationToken Token => token;

    /// <summary>How many native calls nobody waits for any more and that have not ended.</summary>
    public static int Abandoned => Volatile.Read(ref abandoned);

    /// <summary>Lets a token stop this thread's work until the scope is disposed of.</summary>
    public static Scope Enter(CancellationToken stop)
    {
        var scope = new Scope(token);
        token = stop;
        return scope;
    }

    /// <summary>Asked between the steps of what may take long.</summary>
    /// <exception cref="OperationCanceledException">The user has stopped this thread's work.</exception>
    public static void Check()
    {
        if (token.CanBeCanceled) token.ThrowIfCancellationRequested();
        // A method called by a script is told nothing: now and then the script is asked.
        else if ((++checks & 63) == 0 && ScriptHost.Current.IsStopping) throw new OperationCanceledException("The script has been stopped.");
    }

    /// <summary>Counts a native call that nobody waits for any more.</summary>
    public static void Abandon()
    {
        int n = Interlocked.Increment(ref abandoned);
        if (Log.Xla) Log.Plugin($"stopped waiting for a call; {n} such calls go on");
    }

    /// <summary>Such a call has ended.</summary>
    public static void Ended() => Interlocked.Decrement(ref abandoned);

    /// <summary>Runs what may take long on another thread, and waits for it until the user stops this one.</summary>
    /// <param name="work">What is run.</param>
    /// <param name="stack">The thread's stack in bytes; without it, a thread of the pool.</param>
    /// <exception cref="OperationCanceledException">The user has stopped this thread's work; the other goes on.</exception>
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

    /// <summary>Waits for a task until the user stops this thread's work.</summary>
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
            // A failure that nobody waits for is nobody's.
            task.ContinueWith(static t =>
            {
                _ = t.Exception;
                Ended();
            }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            throw;
        }
    }

    /// <summary>Brings back what stopped this thread's work before.</summary>
    public readonly ref struct Scope
    {
        readonly CancellationToken previous;

        internal Scope(CancellationToken previous) => this.previous = previous;

        public void Dispose() => token = previous;
    }
}
