using Autodiff.Families;
using Autodiff.StableHlo;

namespace Autodiff;

/// <summary>Base-10 logarithm of each element: −∞ at 0, NaN below (jnp.log10).</summary>
sealed record Log10 : Unary
{
    internal override double Evaluate(double x) => Math.Log10(x);

    protected override Value Derivative(Value x, Value y) => 0.43429448190325182 / x;

    protected override HloValue LowerOne(Hlo hlo, HloValue[] x, TensorType y) => hlo.Op("stablehlo.divide", y, [hlo.Op("stablehlo.log", y, x), hlo.Constant(y, 2.3025850929940457)]);
}

public static partial class Ad
{
    /// <inheritdoc cref="Autodiff.Log10"/>
    public static Value Log10(Value x) => Floating<Log10>(x);
}
