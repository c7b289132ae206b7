using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Autodiff.Benchmarks;

/// <summary>What the figures depend on beside the code.</summary>
static class Machine
{
    public static string Facts => $"{Environment.ProcessorCount} cores, {Busy():P0} of them to be had now; {RuntimeInformation.ProcessArchitecture}{Vectors()}, {RuntimeInformation.FrameworkDescription}";

    static string Vectors() => Vector512.IsHardwareAccelerated ? " with 512-bit vectors" : Vector256.IsHardwareAccelerated ? " with 256-bit vectors" : "";

    /// <summary>The part of the machine's processor time that a thread a core gets: less than all where other work runs.</summary>
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
