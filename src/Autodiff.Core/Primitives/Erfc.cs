using Autodiff.Families;
using Autodiff.Formulas;
using Autodiff.Mathematics;
using Autodiff.StableHlo;

namespace Autodiff;

/// <summary>Complementary error function 1 − erf(x) of each element, precise for large x (jax.scipy.special.erfc, CHLO erfc).</summary>
sealed record Erfc : Unary
{
    internal override double Evaluate(double x) => ErrorFunction.Erfc(x);

    protected override Value Derivative(Value x, Value y) => -ErrorFunction.Derivative(x);

    protected override HloValue LowerOne(Hlo hlo, HloValue[] x, TensorType y) => LowerAs(ErrorFormulas.Erfc, hlo, x);
}

public static partial class Ad
{
    /// <inheritdoc cref="Autodiff.Erfc"/>
    public static Value Erfc(Value x) => Floating<Erfc>(x);
}
