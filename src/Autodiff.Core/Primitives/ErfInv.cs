using Autodiff.Families;
using Autodiff.Formulas;
using Autodiff.Mathematics;
using Autodiff.StableHlo;

namespace Autodiff;

/// <summary>Inverse error function of each element: ±∞ at ±1, NaN outside [−1, 1] (jax.scipy.special.erfinv, CHLO erf_inv).</summary>
sealed record ErfInv : Unary
{
    internal override double Evaluate(double x) => InverseErrorFunction.ErfInv(x);

    // √π/2 · exp(y²), the reciprocal of erf'(y).
    protected override Value Derivative(Value x, Value y) => Math.Sqrt(Math.PI) / 2 * Ad.Exp(y * y);

    protected override HloValue LowerOne(Hlo hlo, HloValue[] x, TensorType y) => LowerAs(ErrorFormulas.ErfInv, hlo, x);
}

public static partial class Ad
{
    /// <inheritdoc cref="Autodiff.ErfInv"/>
    public static Value ErfInv(Value x) => Floating<ErfInv>(x);
}
