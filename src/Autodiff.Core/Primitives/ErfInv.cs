using Autodiff.Families;
using Autodiff.Mathematics;

namespace Autodiff;

/// <summary>Inverse of the error function, element by element: ±∞ at ±1, NaN beyond (CHLO erf_inv).</summary>
public sealed record ErfInv : Unary
{
    /// <inheritdoc/>
    protected override string Hlo => "chlo.erf_inv";

    /// <inheritdoc/>
    protected override double Evaluate(double x) => InverseErrorFunction.ErfInv(x);

    // √π/2 · exp(y²), the reciprocal of erf'(y).
    /// <inheritdoc/>
    protected override Value Derivative(Value x, Value y) => Math.Sqrt(Math.PI) / 2 * Ad.Exp(y * y);
}

public static partial class Ad
{
    /// <inheritdoc cref="Autodiff.ErfInv"/>
    public static Value ErfInv(Value x) => Floating<ErfInv>(x);
}
