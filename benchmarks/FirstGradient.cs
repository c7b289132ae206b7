namespace Autodiff.Benchmarks;

/// <summary>The first gradient of a fresh process, once the module is imported: a script block is traced, differentiated and run.</summary>
sealed class FirstGradient() : Benchmark("first gradient after Import-Module")
{
    public override (double, double) Measure() => (FreshProcess.Median(this), 0.1);

    public override double MeasureInFreshProcess()
    {
        using var session = new Session();
        session.Run(Session.Import);
        return Timing.Once(() => session.Run("New-AdFunction { param($x) $x * $x + 1 } | Get-AdGradient | Invoke-AdCompiled -ArgumentList 3.0"));
    }
}
