using Autodiff.Families;
using Autodiff.StableHlo;
using Autodiff.Tracing;

namespace Autodiff;

/// <summary>√(x² + y²) of two operands, elementwise, without overflow (jnp.hypot). The derivatives at the origin are ½, as in JAX.</summary>
sealed record Hypot : Binary
{
    internal override double Float(double x, double y) => double.Hypot(x, y);

    // ∂/∂x = x/z.
    public override (Value Y, Value? DY) JvpOne(Value[] x, Value?[] dx)
    {
        var z = this.Bind(x);
        var origin = Ad.Equal(z, 0);
        var divisor = Ad.Where(origin, 1, z);
        Value Share(Value v) => Ad.Where(origin, 0.5, v / divisor);
        return (z, Ad.AddTangents(dx[0] is { } a ? a * Share(x[0]) : null, dx[1] is { } b ? b * Share(x[1]) : null));
    }

    // The greater times √(1 + (lesser/greater)²), as in JAX.
    protected override HloValue LowerOne(Hlo hlo, HloValue[] x, TensorType y)
    {
        HloValue Op(string name, params HloValue[] operands) => hlo.Op("stablehlo." + name, y, operands);
        var (a, b) = (Op("abs", x[0]), Op("abs", x[1]));
        var (greater, lesser) = (Op("maximum", a, b), Op("minimum", a, b));
        var (one, infinity) = (hlo.Constant(y, 1), hlo.Constant(y, double.PositiveInfinity));
        var zero = hlo.Compare("EQ", greater, hlo.Constant(y, 0));
        var ratio = Op("divide", lesser, Op("select", zero, one, greater));
        var result = Op("select", zero, greater, Op("multiply", greater, Op("sqrt", Op("add", one, Op("multiply", ratio, ratio)))));
        var infinite = hlo.Op("stablehlo.or", y.With(DType.Bool), [hlo.Compare("EQ", a, infinity), hlo.Compare("EQ", b, infinity)]);
        return Op("select", infinite, infinity, result);
    }
}

public static partial class Ad
{
    /// <inheritdoc cref="Autodiff.Hypot"/>
    /// <remarks>The operands are broadcast and promoted; integers and booleans become f64.</remarks>
    public static Value Hypot(Value x, Value y) => FloatingArithmetic<Hypot>(x, y);
}
