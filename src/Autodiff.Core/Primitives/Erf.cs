using Autodiff.Families;
using Autodiff.Mathematics;

namespace Autodiff;

/// <summary>Error function of each element: 2/√π times the integral of exp(-t²) from 0 to it (CHLO erf).</summary>
public sealed record Erf : Unary
{
    /// <inheritdoc/>
    protected override string Hlo => "chlo.erf";

    /// <inheritdoc/>
    protected override double Evaluate(double x) => ErrorFunction.Erf(x);

    /// <inheritdoc/>
    protected override Value Derivative(Value x, Value y) => ErrorFunction.DerivativeAtZero * Ad.Exp(-Ad.Square(x));
}

public static partial class Ad
{
    /// <inheritdoc cref="Autodiff.Erf"/>
    public static Value Erf(Value x) => Floating<Erf>(x);
}
