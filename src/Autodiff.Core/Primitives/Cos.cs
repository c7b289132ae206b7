using Autodiff.Families;

namespace Autodiff;

/// <summary>Cosine of each element, in radians (jnp.cos, StableHLO cosine).</summary>
sealed record Cos : Unary
{
    protected override string Hlo => "stablehlo.cosine";

    internal override double Evaluate(double x) => Math.Cos(x);

    protected override Value Derivative(Value x, Value y) => -Ad.Sin(x);
}

public static partial class Ad
{
    /// <inheritdoc cref="Autodiff.Cos"/>
    public static Value Cos(Value x) => Floating<Cos>(x);
}
