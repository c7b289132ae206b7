using System.Globalization;

namespace Autodiff.Backends.Managed;

/// <summary>
/// The threads that share the work of a kernel. The caller takes parts too, and waits only for parts that a worker has begun: a worker that the system does not run
/// delays nobody. Which thread computes a part does not change its bits.
/// </summary>
static class Workers
{
    // Spinning this long bridges the time between two kernels of one call, about 0.1 ms; then a worker sleeps.
    const int Spins = 1000;

    static readonly Lock starting = new();
    static readonly SemaphoreSlim sleeping = new(0);
    static Job? current;
    static int busy, asleep, started;

    /// <summary>The number of threads that compute: <c>$env:AUTODIFF_THREADS</c>, otherwise the cores that this process may use. Tests set it.</summary>
    public static int Count { get; set; } =
        int.TryParse(Environment.GetEnvironmentVariable("AUTODIFF_THREADS"), NumberStyles.None, CultureInfo.InvariantCulture, out int n) && n > 0 ? n : Environment.ProcessorCount;

    /// <summary>Runs the parts of some work, in any order and on several threads.</summary>
    /// <param name="parts">The number of parts.</param>
    /// <param name="run">Runs one part. It does not throw.</param>
    /// <exception cref="OperationCanceledException">The user has stopped the caller. No part is running any more.</exception>
    public static void Run(int parts, Action<int> run)
    {
        // A second caller at the same time computes alone.
        if (Count == 1 || parts == 1 || Interlocked.CompareExchange(ref busy, 1, 0) != 0)
        {
            for (int i = 0; i < parts; i++)
            {
                Interruption.Check();
                run(i);
            }
            return;
        }
        var job = new Job(run, parts);
        try
        {
            Start();
            Volatile.Write(ref current, job);
            Interlocked.MemoryBarrier();
            if (Volatile.Read(ref asleep) is > 0 and var sleepers) sleeping.Release(Math.Min(sleepers, parts - 1));
            while (job.TakeOne()) Interruption.Check();
        }
        finally
        {
            job.Abandon();
            job.Wait();
            Volatile.Write(ref busy, 0);
        }
    }

    /// <summary>Runs the parts of some work, on several threads only if it is worth that.</summary>
    public static void Share(bool isLarge, int parts, Action<int> run)
    {
        if (isLarge) Run(parts, run);
        else
            for (int i = 0; i < parts; i++) run(i);
    }

    static void Start()
    {
        if (Volatile.Read(ref started) >= Count - 1) return;
        lock (starting)
            for (; started < Count - 1; started++) new Thread(Work) { IsBackground = true, Name = "Autodiff worker" }.Start();
    }

    static void Work()
    {
        Job? done = null;
        int spins = 0;
        while (true)
        {
            var job = Volatile.Read(ref current);
            if (job is not null && job != done)
            {
                while (job.TakeOne()) { }
                (done, spins) = (job, 0);
            }
            else if (spins++ < Spins) Thread.SpinWait(8);
            else
            {
                Interlocked.Increment(ref asleep);
                Interlocked.MemoryBarrier();
                if (Volatile.Read(ref current) == done) sleeping.Wait();
                Interlocked.Decrement(ref asleep);
                spins = 0;
            }
        }
    }

    sealed class Job(Action<int> run, int parts)
    {
        int next, running;

        /// <summary>Runs a part that no thread has begun. False if there is none.</summary>
        public bool TakeOne()
        {
            // Counted before the part is taken, so that nobody who sees no part left misses it.
            Interlocked.Increment(ref running);
            int part = Interlocked.Increment(ref next) - 1;
            bool has = part < parts;
            if (has) run(part);
            Interlocked.Decrement(ref running);
            return has;
        }

        /// <summary>Leaves the parts that no thread has begun.</summary>
        public void Abandon() => Interlocked.Exchange(ref next, parts);

        /// <summary>Waits for the parts that have begun.</summary>
        public void Wait()
        {
            for (int spins = 0; Volatile.Read(ref running) != 0; spins++)
                if (spins < 200) Thread.SpinWait(8);
                else Thread.Yield();
        }
    }
}
