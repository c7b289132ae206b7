using Autodiff.Families;
using Autodiff.StableHlo;
using Autodiff.Tracing;

namespace Autodiff;

/// <summary>The angle, from −π to π, of the point with the first operand as ordinate and the second as abscissa (jnp.arctan2, StableHLO atan2).</summary>
sealed record Atan2 : Binary
{
    internal override double Float(double x, double y) => Math.Atan2(x, y);

    // ∂/∂y = x/r², ∂/∂x = −y/r², where r² would over- and underflow. At the origin they are 0; in JAX they are NaN.
    public override (Value Y, Value? DY) JvpOne(Value[] x, Value?[] dx)
    {
        var radius = Ad.Hypot(x[0], x[1]);
        radius = Ad.Where(Ad.Equal(radius, 0), 1, radius);
        return (this.Bind(x), Ad.AddTangents(dx[0] is { } a ? a * (x[1] / radius / radius) : null, dx[1] is { } b ? b * (-x[0] / radius / radius) : null));
    }

    // On XLA's CPU (plugin of API 0.115), atan2 of f64 with a constant 1 as second operand reads uninitialized memory, as does chlo.atan. So both operands are doubled.
    protected override HloValue LowerOne(Hlo hlo, HloValue[] x, TensorType y) =>
        hlo.Op("stablehlo.atan2", y, y.DType == DType.F64 ? Array.ConvertAll(x, v => hlo.Op("stablehlo.add", y, [v, v])) : x);
}

public static partial class Ad
{
    /// <inheritdoc cref="Autodiff.Atan2"/>
    /// <remarks>The operands are broadcast and promoted; integers and booleans become f64.</remarks>
    /// <param name="y">The ordinate.</param>
    /// <param name="x">The abscissa.</param>
    public static Value Atan2(Value y, Value x) => FloatingArithmetic<Atan2>(y, x);
}
