using Autodiff.Families;
using Autodiff.Formulas;
using Autodiff.Mathematics;
using Autodiff.StableHlo;

namespace Autodiff;

/// <summary>log |Γ(x)| of each element: ∞ at 0 and the negative integers (jax.scipy.special.gammaln, CHLO lgamma).</summary>
sealed record LogGamma : Unary
{
    public override string Name => "lgamma";

    internal override double Evaluate(double x) => GammaFunction.LogGamma(x);

    protected override Value Derivative(Value x, Value y) => Ad.Digamma(x);

    protected override HloValue LowerOne(Hlo hlo, HloValue[] x, TensorType y) => GammaFormulas.LogGamma(hlo, x[0]);
}

public static partial class Ad
{
    /// <inheritdoc cref="Autodiff.LogGamma"/>
    public static Value LogGamma(Value x) => Floating<LogGamma>(x);
}
