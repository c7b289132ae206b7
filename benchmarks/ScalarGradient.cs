namespace Autodiff.Benchmarks;

/// <summary>The gradient of sin(x)·x at a number: one call of a compiled function.</summary>
sealed class ScalarGradient() : Benchmark("gradient of sin(x)·x, one call")
{
    // The time of JAX for one.
    const double Jax = 8.3e-6;

    public override (double, double) Measure()
    {
        var gradient = Function.Of(x => Ad.Sin(x) * x).Gradient();
        object argument = 0.5;
        return (Timing.Call(() => gradient.Call(argument)), Jax);
    }
}
