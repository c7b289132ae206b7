using Autodiff.Families;

namespace Autodiff;

/// <summary>1/√x of each element: ∞ at 0, NaN below (jax.lax.rsqrt, StableHLO rsqrt).</summary>
sealed record Rsqrt : Unary
{
    protected override string Hlo => "stablehlo.rsqrt";

    internal override double Evaluate(double x) => 1 / Math.Sqrt(x);

    protected override Value Derivative(Value x, Value y) => -0.5 * (y / x);
}

public static partial class Ad
{
    /// <inheritdoc cref="Autodiff.Rsqrt"/>
    public static Value Rsqrt(Value x) => Floating<Rsqrt>(x);
}
