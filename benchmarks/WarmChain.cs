namespace Autodiff.Benchmarks;

/// <summary>Trace, gradient and first run of a chain, in a process that has done so before.</summary>
sealed class WarmChain(int operations, double reference) : Benchmark($"gradient of a chain of {operations:N0}, warm")
{
    public override (double, double) Measure() => (Timing.Best(10, () => Chain.Gradient(operations).Call(Chain.Argument)), reference);
}
