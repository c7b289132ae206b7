using Autodiff.Families;
using Autodiff.Formulas;
using Autodiff.Mathematics;
using Autodiff.StableHlo;
using Autodiff.Tracing;

namespace Autodiff;

/// <summary>Derivative of the logarithm of the gamma function at each element: ∓∞ at ±0, NaN at the negative integers (jax.scipy.special.digamma, CHLO digamma).</summary>
sealed record Digamma : Unary
{
    internal override double Evaluate(double x) => PolygammaFunction.Digamma(x);

    protected override Value Derivative(Value x, Value y) => new Polygamma(1).Bind(x);

    protected override HloValue LowerOne(Hlo hlo, HloValue[] x, TensorType y) => GammaFormulas.Digamma(hlo, x[0]);
}

public static partial class Ad
{
    /// <inheritdoc cref="Autodiff.Digamma"/>
    public static Value Digamma(Value x) => Floating<Digamma>(x);
}
