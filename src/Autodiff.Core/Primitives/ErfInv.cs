using Autodiff.Families;
using Autodiff.Mathematics;

namespace Autodiff;

/// <summary>Inverse error function of each element: ±∞ at ±1, NaN outside of [−1, 1] (jax.scipy.special.erfinv, CHLO erf_inv).</summary>
sealed record ErfInv : Unary
{
    protected override string Hlo => "chlo.erf_inv";

    internal override double Evaluate(double x) => InverseErrorFunction.ErfInv(x);

    // √π/2 · exp(y²), the reciprocal of erf'(y).
    protected override Value Derivative(Value x, Value y) => Math.Sqrt(Math.PI) / 2 * Ad.Exp(y * y);
}

public static partial class Ad
{
    /// <inheritdoc cref="Autodiff.ErfInv"/>
    public static Value ErfInv(Value x) => Floating<ErfInv>(x);
}
