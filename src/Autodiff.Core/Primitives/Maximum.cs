using Autodiff.Families;
using Autodiff.Tracing;

namespace Autodiff;

/// <summary>The maximum of two operands, elementwise; NaN propagates (jnp.maximum, StableHLO maximum). Where they are equal, each gets half of the derivative.</summary>
sealed record Maximum : Binary
{
    public override string Name => "max";

    protected override string Hlo => "stablehlo.maximum";

    internal override double Float(double x, double y) => Math.Max(x, y);

    internal override T Integer<T>(T x, T y) => x > y ? x : y;

    internal override bool Boolean(bool x, bool y) => x | y;

    public override (Value Y, Value? DY) JvpOne(Value[] x, Value?[] dx)
    {
        var y = this.Bind(x);
        return (y, Ad.AddTangents(dx[0] is { } a ? a * Ad.ShareOf(x[0], x[1], y) : null, dx[1] is { } b ? b * Ad.ShareOf(x[1], x[0], y) : null));
    }
}

public static partial class Ad
{
    /// <inheritdoc cref="Autodiff.Maximum"/>
    /// <remarks>The operands are broadcast and promoted. Integers stay integers; booleans become i32.</remarks>
    public static Value Maximum(Value x, Value y) => Arithmetic<Maximum>(x, y);

    /// <summary>The share of an operand in a maximum or minimum: 1 where it was chosen, 1/2 where both are equal, 0 elsewhere.</summary>
    internal static Value ShareOf(Value x, Value other, Value chosen)
    {
        var type = chosen.Type;
        return Where(Equal(x, chosen), Where(Equal(other, chosen), Tensor.Full(type.Strong, 0.5), Tensor.Ones(type)), Tensor.Zeros(type));
    }
}
