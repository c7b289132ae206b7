using Autodiff.Families;

namespace Autodiff;

/// <summary>Sine of each element, in radians (jnp.sin, StableHLO sine).</summary>
sealed record Sin : Unary
{
    protected override string Hlo => "stablehlo.sine";

    internal override double Evaluate(double x) => Math.Sin(x);

    protected override Value Derivative(Value x, Value y) => Ad.Cos(x);
}

public static partial class Ad
{
    /// <inheritdoc cref="Autodiff.Sin"/>
    public static Value Sin(Value x) => Floating<Sin>(x);
}
