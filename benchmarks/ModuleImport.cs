namespace Autodiff.Benchmarks;

/// <summary>Import-Module in a fresh process, in a session that has run a script.</summary>
sealed class ModuleImport() : Benchmark("Import-Module, fresh process")
{
    public override (double, double) Measure() => (FreshProcess.Median(this), 0.1);

    public override double MeasureInFreshProcess()
    {
        using var session = new Session();
        session.Run("Get-Command Import-Module");
        return Timing.Once(() => session.Run(Session.Import));
    }
}
