using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Autodiff.Benchmarks;

/// <summary>Properties of the machine that affect the figures.</summary>
static class Machine
{
    public static string Facts => $"{Environment.ProcessorCount} cores, {Busy():P0} of them free now; {RuntimeInformation.ProcessArchitecture}{Vectors()}, {RuntimeInformation.FrameworkDescription}";

    /// <summary>The peak rate of f32 multiply-adds on one thread and on two. If it is the same for two, the machine delivers one core.</summary>
    public static string Peak => $"peak of f32 multiply-adds: {Gigaflops(1):F0} GFLOP/s on one thread, {Gigaflops(2):F0} on two";

    static double Gigaflops(int threads)
    {
        const int rounds = 2_000_000;
        double best = 0;
        for (int i = 0; i < 10; i++)
        {
            var all = Enumerable.Range(0, threads).Select(_ => new Thread(() => FusedMultiplyAdds(rounds))).ToArray();
            double seconds = Timing.Once(() =>
            {
                foreach (var t in all) t.Start();
                foreach (var t in all) t.Join();
            });
            best = Math.Max(best, 2.0 * Chains * Vector512<float>.Count * rounds * threads / seconds / 1e9);
        }
        return best;
    }

    // Enough to keep two units busy despite their latency.
    const int Chains = 8;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static float FusedMultiplyAdds(int rounds)
    {
        Vector512<float> a = Vector512.Create(0.999f), b = Vector512.Create(1e-3f), v0 = b, v1 = b, v2 = b, v3 = b, v4 = b, v5 = b, v6 = b, v7 = b;
        for (int i = 0; i < rounds; i++)
        {
            v0 = Vector512.FusedMultiplyAdd(v0, a, b);
            v1 = Vector512.FusedMultiplyAdd(v1, a, b);
            v2 = Vector512.FusedMultiplyAdd(v2, a, b);
            v3 = Vector512.FusedMultiplyAdd(v3, a, b);
            v4 = Vector512.FusedMultiplyAdd(v4, a, b);
            v5 = Vector512.FusedMultiplyAdd(v5, a, b);
            v6 = Vector512.FusedMultiplyAdd(v6, a, b);
            v7 = Vector512.FusedMultiplyAdd(v7, a, b);
        }
        return Vector512.Sum(v0 + v1 + v2 + v3 + v4 + v5 + v6 + v7);
    }

    static string Vectors() => Vector512.IsHardwareAccelerated ? " with 512-bit vectors" : Vector256.IsHardwareAccelerated ? " with 256-bit vectors" : "";

    /// <summary>The fraction of the processor time that one thread for each core gets. It is below 1 if other work runs.</summary>
    static double Busy()
    {
        var threads = Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new Thread(Spin)).ToArray();
        var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        long start = Stopwatch.GetTimestamp();
        foreach (var t in threads) t.Start();
        foreach (var t in threads) t.Join();
        double elapsed = Stopwatch.GetElapsedTime(start).TotalSeconds;
        process.Refresh();
        return Math.Min(1, (process.TotalProcessorTime - before).TotalSeconds / elapsed / threads.Length);
    }

    static void Spin()
    {
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start).TotalMilliseconds < 300) Thread.SpinWait(100);
    }
}
