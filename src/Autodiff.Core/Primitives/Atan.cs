using Autodiff.Families;
using Autodiff.StableHlo;

namespace Autodiff;

/// <summary>Arc tangent of each element, from −π/2 to π/2 (jnp.arctan, StableHLO atan2).</summary>
sealed record Atan : Unary
{
    internal override double Evaluate(double x) => Math.Atan(x);

    protected override Value Derivative(Value x, Value y) => NearAndFar(x, v => Ad.Reciprocal(1.0 + Ad.Square(v)), v => Ad.Square(Ad.Reciprocal(v)));

    // Neither chlo.atan nor a second operand of 1: see Atan2.
    protected override HloValue LowerOne(Hlo hlo, HloValue[] x, TensorType y) => hlo.Op("stablehlo.atan2", y, [hlo.Op("stablehlo.add", y, [x[0], x[0]]), hlo.Constant(y, 2)]);
}

public static partial class Ad
{
    /// <inheritdoc cref="Autodiff.Atan"/>
    public static Value Atan(Value x) => Floating<Atan>(x);
}
