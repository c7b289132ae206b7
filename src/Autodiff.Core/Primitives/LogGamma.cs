using Autodiff.Families;
using Autodiff.Mathematics;

namespace Autodiff;

/// <summary>Logarithm of the absolute value of the gamma function of each element: ∞ at 0 and the negative integers (CHLO lgamma).</summary>
public sealed record LogGamma : Unary
{
    /// <inheritdoc/>
    public override string Name => "lgamma";

    /// <inheritdoc/>
    protected override string Hlo => "chlo.lgamma";

    /// <inheritdoc/>
    protected override double Evaluate(double x) => GammaFunction.LogGamma(x);

    /// <inheritdoc/>
    protected override Value Derivative(Value x, Value y) => Ad.Digamma(x);
}

public static partial class Ad
{
    /// <inheritdoc cref="Autodiff.LogGamma"/>
    public static Value LogGamma(Value x) => Floating<LogGamma>(x);
}
