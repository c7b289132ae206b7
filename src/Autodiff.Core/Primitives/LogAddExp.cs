using Autodiff.Families;
using Autodiff.Mathematics;
using Autodiff.StableHlo;
using Autodiff.Tracing;

namespace Autodiff;

/// <summary>log(eˣ + eʸ) of two operands, elementwise, without overflow (jnp.logaddexp).</summary>
sealed record LogAddExp : Binary
{
    public override string Name => "logaddexp";

    internal override double Float(double x, double y) => Exponential.LogAddExp(x, y);

    // ∂/∂x = 1/(1 + exp(y − x)). It is 1 if x is ∞, for any y, as in JAX.
    public override (Value Y, Value? DY) JvpOne(Value[] x, Value?[] dx)
    {
        return (this.Bind(x), Ad.AddTangents(dx[0] is { } a ? a * Share(x[0], x[1]) : null, dx[1] is { } b ? b * Share(x[1], x[0]) : null));

        static Value Share(Value x, Value y) => Ad.Where(Ad.Equal(x, double.PositiveInfinity), 1, Ad.Sigmoid(x - y));
    }

    protected override HloValue LowerOne(Hlo hlo, HloValue[] x, TensorType y)
    {
        HloValue Op(string name, params HloValue[] operands) => hlo.Op("stablehlo." + name, y, operands);
        var difference = Op("subtract", x);
        var result = Op("add", Op("maximum", x), Op("log_plus_one", Op("exponential", Op("negate", Op("abs", difference)))));
        return Op("select", hlo.Compare("NE", difference, difference), Op("add", x), result);
    }
}

public static partial class Ad
{
    /// <inheritdoc cref="Autodiff.LogAddExp"/>
    /// <remarks>The operands are broadcast and promoted; integers and booleans become f64.</remarks>
    public static Value LogAddExp(Value x, Value y) => FloatingArithmetic<LogAddExp>(x, y);
}
