using Autodiff.Families;

namespace Autodiff;

/// <summary>Cube root of each element (jnp.cbrt, StableHLO cbrt). The derivative at 0 is ∞.</summary>
sealed record Cbrt : Unary
{
    protected override string Hlo => "stablehlo.cbrt";

    internal override double Evaluate(double x) => Math.Cbrt(x);

    // In this order the second derivative is ∓∞ at ±0 and 0 at ±∞, as it should be, and nowhere ∞ times 0.
    protected override Value Derivative(Value x, Value y) => 1.0 / 3 * Ad.Square(Ad.Reciprocal(y));
}

public static partial class Ad
{
    /// <inheritdoc cref="Autodiff.Cbrt"/>
    public static Value Cbrt(Value x) => Floating<Cbrt>(x);
}
