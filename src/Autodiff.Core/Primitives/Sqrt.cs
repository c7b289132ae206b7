using Autodiff.Families;

namespace Autodiff;

/// <summary>Square root of each element; NaN below 0 (jnp.sqrt, StableHLO sqrt). The derivative at 0 is ∞.</summary>
sealed record Sqrt : Unary
{
    protected override string Hlo => "stablehlo.sqrt";

    internal override double Evaluate(double x) => Math.Sqrt(x);

    protected override Value Derivative(Value x, Value y) => 0.5 / y;
}

public static partial class Ad
{
    /// <inheritdoc cref="Autodiff.Sqrt"/>
    public static Value Sqrt(Value x) => Floating<Sqrt>(x);
}
