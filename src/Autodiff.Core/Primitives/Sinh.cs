using Autodiff.Families;
using Autodiff.StableHlo;

namespace Autodiff;

/// <summary>Hyperbolic sine of each element (jnp.sinh, CHLO sinh).</summary>
sealed record Sinh : Unary
{
    internal override double Evaluate(double x) => Math.Sinh(x);

    protected override Value Derivative(Value x, Value y) => Ad.Cosh(x);

    protected override HloValue LowerOne(Hlo hlo, HloValue[] x, TensorType y) => LowerAs(Formula, hlo, x);

    // XLA computes exp(x ± log 2), and the rounding of that argument grows with x. Between −1 and 1 expm1 keeps the digits.
    static Value Formula(Value x)
    {
        Value small = Ad.Expm1(x), large = Ad.Exp(0.5 * Ad.Abs(x));
        return Ad.Where(Ad.Less(Ad.Abs(x), 1), 0.5 * (small + small / (small + 1)), Ad.Sign(x) * (0.5 * large * large - 0.5 / large / large));
    }
}

public static partial class Ad
{
    /// <inheritdoc cref="Autodiff.Sinh"/>
    public static Value Sinh(Value x) => Floating<Sinh>(x);
}
