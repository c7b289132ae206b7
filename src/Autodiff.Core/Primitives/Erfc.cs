using Autodiff.Families;
using Autodiff.Mathematics;

namespace Autodiff;

/// <summary>Complementary error function 1 − erf(x) of each element, precise for large x (jax.scipy.special.erfc, CHLO erfc).</summary>
sealed record Erfc : Unary
{
    protected override string Hlo => "chlo.erfc";

    internal override double Evaluate(double x) => ErrorFunction.Erfc(x);

    protected override Value Derivative(Value x, Value y) => -ErrorFunction.DerivativeAtZero * Ad.Exp(-Ad.Square(x));
}

public static partial class Ad
{
    /// <inheritdoc cref="Autodiff.Erfc"/>
    public static Value Erfc(Value x) => Floating<Erfc>(x);
}
