using Autodiff.Families;
using Autodiff.Mathematics;
using Autodiff.StableHlo;
using Autodiff.Tracing;

namespace Autodiff;

/// <summary>log(eˣ + eʸ) of two operands x and y, element by element, without overflow (jnp.logaddexp).</summary>
public sealed record LogAddExp : Binary
{
    /// <inheritdoc/>
    public override string Name => "logaddexp";

    /// <inheritdoc/>
    protected override string Hlo => "stablehlo.log_plus_one";

    /// <inheritdoc/>
    protected override double Float(double x, double y) => Exponential.LogAddExp(x, y);

    // ∂/∂x = exp(x − z). Where both are ∞ it is 1, as in JAX.
    /// <inheritdoc/>
    public override (Value Y, Value? DY) JvpOne(Value[] x, Value?[] dx)
    {
        var z = this.Bind(x);
        return (z, Ad.AddTangents(dx[0] is { } a ? a * Derivative(x[0]) : null, dx[1] is { } b ? b * Derivative(x[1]) : null));

        Value Derivative(Value v) => Ad.Exp(Bounded(v) - Bounded(z));
        static Value Bounded(Value v) => Ad.Where(Ad.Equal(v, double.PositiveInfinity), 0, v);
    }

    /// <inheritdoc/>
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
    /// <remarks>Operands are broadcast and promoted, integers and booleans to f64.</remarks>
    public static Value LogAddExp(Value x, Value y) => FloatingArithmetic<LogAddExp>(x, y);
}
