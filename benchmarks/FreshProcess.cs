using System.Diagnostics;
using System.Globalization;

namespace Autodiff.Benchmarks;

/// <summary>Measures in new processes, in which nothing is compiled yet.</summary>
static class FreshProcess
{
    public const string Flag = "--fresh";

    /// <summary>The median of five processes.</summary>
    public static double Median(Benchmark benchmark) => Timing.Median(Enumerable.Range(0, 5).Select(_ => Run(benchmark)));

    /// <summary>The figure of one process.</summary>
    public static double Run(Benchmark benchmark)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        // For `dotnet FILE.dll` the process is the host, and the program its first argument.
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath!).Equals("dotnet", StringComparison.OrdinalIgnoreCase)) start.ArgumentList.Add(typeof(FreshProcess).Assembly.Location);
        start.Environment["POWERSHELL_TELEMETRY_OPTOUT"] = "1";
        start.ArgumentList.Add(Flag);
        start.ArgumentList.Add(benchmark.Name);
        using var process = Process.Start(start)!;
        string text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? double.Parse(text, CultureInfo.InvariantCulture) : throw new InvalidOperationException($"{benchmark.Name}: the process ended with {process.ExitCode}.");
    }
}
