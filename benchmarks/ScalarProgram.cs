using Autodiff.Backends.Managed;
using Autodiff.Functions;

namespace Autodiff.Benchmarks;

/// <summary>The program of the gradient itself, less the look-up of what to run.</summary>
sealed class ScalarProgram() : Benchmark("gradient of sin(x)·x, its program alone")
{
    const double Jax = 8.3e-6;

    public override (double, double) Measure()
    {
        var gradient = Function.Of(x => Ad.Sin(x) * x).Gradient();
        var arguments = gradient.Flatten([0.5]);
        var program = gradient.Resolve(Arguments.Of(arguments, null)).On(new Target(ManagedBackend.Instance, default), gradient.Name);
        var x = Array.ConvertAll(arguments.Leaves, v => (Tensor)v);
        return (Timing.Call(() => program.Run(x)), Jax);
    }
}
