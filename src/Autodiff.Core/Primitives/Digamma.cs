using Autodiff.Families;
using Autodiff.Mathematics;
using Autodiff.Tracing;

namespace Autodiff;

/// <summary>Derivative of the logarithm of the gamma function at each element: -∞ at 0, NaN at the negative integers (CHLO digamma).</summary>
public sealed record Digamma : Unary
{
    /// <inheritdoc/>
    protected override string Hlo => "chlo.digamma";

    /// <inheritdoc/>
    protected override double Evaluate(double x) => PolygammaFunction.Digamma(x);

    /// <inheritdoc/>
    protected override Value Derivative(Value x, Value y) => new Polygamma(1).Bind(x);
}

public static partial class Ad
{
    /// <inheritdoc cref="Autodiff.Digamma"/>
    public static Value Digamma(Value x) => Floating<Digamma>(x);
}
