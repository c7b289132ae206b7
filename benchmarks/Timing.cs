using System.Diagnostics;

namespace Autodiff.Benchmarks;

/// <summary>Timers for a machine on which other work may run.</summary>
static class Timing
{
    /// <summary>The seconds of one run.</summary>
    public static double Once(Action work)
    {
        long start = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>The seconds of the fastest run, which is the time when nothing disturbs it.</summary>
    public static double Best(int runs, Action work)
    {
        double best = double.PositiveInfinity;
        for (int i = 0; i < runs; i++) best = Math.Min(best, Once(work));
        return best;
    }

    /// <summary>The seconds of a short call: the fastest of twenty batches, after the code has been compiled for speed.</summary>
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

    /// <summary>The median.</summary>
    public static double Median(IEnumerable<double> figures)
    {
        var sorted = figures.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
