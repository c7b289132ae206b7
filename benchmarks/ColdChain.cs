namespace Autodiff.Benchmarks;

/// <summary>Trace, gradient and first run of a chain in a fresh process.</summary>
sealed class ColdChain(int operations, double reference) : Benchmark($"gradient of a chain of {operations:N0}, cold")
{
    public override (double, double) Measure() => (FreshProcess.Median(this), reference);

    public override double MeasureInFreshProcess() => Timing.Once(() => Chain.Gradient(operations).Call(Chain.Argument));
}
