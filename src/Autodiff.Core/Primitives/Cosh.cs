using Autodiff.Families;
using Autodiff.StableHlo;

namespace Autodiff;

/// <summary>Hyperbolic cosine of each element (jnp.cosh, CHLO cosh).</summary>
sealed record Cosh : Unary
{
    internal override double Evaluate(double x) => Math.Cosh(x);

    protected override Value Derivative(Value x, Value y) => Ad.Sinh(x);

    protected override HloValue LowerOne(Hlo hlo, HloValue[] x, TensorType y) => LowerAs(Formula, hlo, x);

    // XLA computes exp(x ± log 2), and the rounding of that argument grows with x.
    static Value Formula(Value x)
    {
        var root = Ad.Exp(0.5 * Ad.Abs(x));
        return 0.5 * root * root + 0.5 / root / root;
    }
}

public static partial class Ad
{
    /// <inheritdoc cref="Autodiff.Cosh"/>
    public static Value Cosh(Value x) => Floating<Cosh>(x);
}
