using Autodiff.Families;
using Autodiff.StableHlo;

namespace Autodiff;

/// <summary>2 to the power of each element (jnp.exp2).</summary>
sealed record Exp2 : Unary
{
    internal override double Evaluate(double x) => Math.Pow(2, x);

    protected override Value Derivative(Value x, Value y) => y * 0.69314718055994531;

    protected override HloValue LowerOne(Hlo hlo, HloValue[] x, TensorType y) => Pow.Power(hlo, hlo.Constant(y, 2), x[0], y);
}

public static partial class Ad
{
    /// <inheritdoc cref="Autodiff.Exp2"/>
    public static Value Exp2(Value x) => Floating<Exp2>(x);
}
