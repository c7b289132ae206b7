using Autodiff.Families;
using Autodiff.StableHlo;

namespace Autodiff;

/// <summary>Base-2 logarithm of each element: −∞ at 0, NaN below (jnp.log2).</summary>
sealed record Log2 : Unary
{
    internal override double Evaluate(double x) => Math.Log2(x);

    protected override Value Derivative(Value x, Value y) => 1.4426950408889634 / x;

    protected override HloValue LowerOne(Hlo hlo, HloValue[] x, TensorType y) => hlo.Op("stablehlo.divide", y, [hlo.Op("stablehlo.log", y, x), hlo.Constant(y, 0.69314718055994531)]);
}

public static partial class Ad
{
    /// <inheritdoc cref="Autodiff.Log2"/>
    public static Value Log2(Value x) => Floating<Log2>(x);
}
