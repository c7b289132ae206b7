using System.Diagnostics;

namespace Autodiff.Benchmarks;

/// <summary>Ways to time a piece of work, on a machine that other work may run on.</summary>
static class Timing
{
    /// <summary>Seconds of one run.</summary>
    public static double Once(Action work)
    {
        long start = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>The fastest of so many runs: what the work takes when nothing disturbs it.</summary>
    public static double Best(int runs, Action work)
    {
        double best = double.PositiveInfinity;
        for (int i = 0; i < runs; i++) best = Math.Min(best, Once(work));
        return best;
    }

    /// <summary>Seconds a call of something short: the fastest of twenty batches, once the code has been compiled for speed.</summary>
    public static double Call(Action work)
    {
        const int batch = 20_000;
        void Batch()
        {
            for (int i = 0; i < batch; i++) work();
        }
        for (int i = 0; i < 5; i++)
        {
            Batch();
            Thread.Sleep(150);
        }
        return Best(20, Batch) / batch;
    }

    /// <summary>The middle one.</summary>
    public static double Median(IEnumerable<double> figures)
    {
        var sorted = figures.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
