using System.Runtime.CompilerServices;
using Autodiff.Families;
using Autodiff.Lanes;
using Autodiff.Tracing;

namespace Autodiff;

/// <summary>The maximum of two operands, elementwise; NaN propagates (jnp.maximum, StableHLO maximum). Where they are equal, each gets half of the derivative.</summary>
sealed record Maximum : Binary<MaximumLanes>
{
    public override string Name => "max";

    protected override string Hlo => "stablehlo.maximum";

    internal override double Float(double x, double y) => Math.Max(x, y);

    internal override T Integer<T>(T x, T y) => x > y ? x : y;

    internal override bool Boolean(bool x, bool y) => x | y;

    public override (Value Y, Value? DY) JvpOne(Value[] x, Value?[] dx)
    {
        Value Share(int i) => Ad.ShareOf(x[i], Comparison.GT, x[1 - i]);
        return (this.Bind(x), Ad.AddTangents(dx[0] is { } a ? a * Share(0) : null, dx[1] is { } b ? b * Share(1) : null));
    }
}

/// <summary>The code of <see cref="Maximum"/>.</summary>
readonly struct MaximumLanes : IBinaryLanes
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V>(V x, V y) where V : struct, ILanes<V> => V.Max(x, y);
}

public static partial class Ad
{
    /// <inheritdoc cref="Autodiff.Maximum"/>
    /// <remarks>The operands are broadcast and promoted. Integers stay integers; booleans become i32.</remarks>
    public static Value Maximum(Value x, Value y) => Arithmetic<Maximum>(x, y);

    /// <summary>
    /// The share of an operand in a maximum or minimum: 1 where it wins the comparison with the other, 1/2 where both are equal, 0 elsewhere. The result is not
    /// compared, because XLA may have rounded it differently.
    /// </summary>
    internal static Value ShareOf(Value x, Comparison wins, Value other)
    {
        var type = x.Type.Strong;
        return Where(Compare(wins, x, other), Tensor.Ones(type), Where(Equal(x, other), Tensor.Full(type, 0.5), Tensor.Zeros(type)));
    }
}
