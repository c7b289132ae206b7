using Autodiff.Families;
using Autodiff.Mathematics;
using Autodiff.Tracing;

namespace Autodiff;

/// <summary>Derivative of the logarithm of the gamma function at each element: −∞ at 0, NaN at the negative integers (jax.scipy.special.digamma, CHLO digamma).</summary>
sealed record Digamma : Unary
{
    protected override string Hlo => "chlo.digamma";

    internal override double Evaluate(double x) => PolygammaFunction.Digamma(x);

    protected override Value Derivative(Value x, Value y) => new Polygamma(1).Bind(x);
}

public static partial class Ad
{
    /// <inheritdoc cref="Autodiff.Digamma"/>
    public static Value Digamma(Value x) => Floating<Digamma>(x);
}
