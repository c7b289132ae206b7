namespace Autodiff.Benchmarks;

/// <summary>Trace, gradient and first run of a chain in a fresh process.</summary>
sealed class ColdChain(int operations, double reference) : Benchmark($"gradient of a chain of {operations:N0}, cold", reference)
{
    public override double Measure() => FreshProcess.Median(this);

    public override double MeasureInFreshProcess() => Timing.Once(() => Chain.TraceAndDifferentiate(operations));
}
