using System.Management.Automation.Runspaces;

namespace Autodiff.Benchmarks;

/// <summary>A million numbers through a compiled gradient, compared with a cmdlet that only passes them on.</summary>
sealed class Stream() : Benchmark("1..1000000 | Invoke-AdCompiled")
{
    // The factor by which a stream of gradients may be slower than the cmdlet that does nothing.
    const double Allowance = 1.2;

    public override (double, double) Measure()
    {
        using var session = new Session(new SessionStateCmdletEntry("Invoke-PassThrough", typeof(PassThroughCommand), null));
        session.Run(Session.Import);
        session.Run("$g = New-AdFunction { param($x) [Ad]::Sin($x) * $x } | Get-AdGradient; $numbers = [object[]] (1..1000000)");
        double Piped(string command) => Timing.Best(5, () => session.Run($"$numbers | {command} > $null"));
        return (Piped("Invoke-AdCompiled $g"), Allowance * Piped("Invoke-PassThrough"));
    }
}
