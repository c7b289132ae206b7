namespace Autodiff.Benchmarks;

/// <summary>The gradient of sin(x)·x at a number: one call of a compiled function.</summary>
sealed class ScalarGradient() : Benchmark("scalar gradient, one call", 8.3e-6)
{
    public override double Measure()
    {
        var gradient = Function.Of(x => Ad.Sin(x) * x).Gradient();
        object argument = 0.5;
        return Timing.Call(() => gradient.Call(argument));
    }
}
