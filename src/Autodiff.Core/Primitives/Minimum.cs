using System.Runtime.CompilerServices;
using Autodiff.Families;
using Autodiff.Lanes;
using Autodiff.Tracing;

namespace Autodiff;

/// <summary>The minimum of two operands, elementwise; NaN propagates (jnp.minimum, StableHLO minimum). Where they are equal, each gets half of the derivative.</summary>
sealed record Minimum : Binary<MinimumLanes>
{
    public override string Name => "min";

    protected override string Hlo => "stablehlo.minimum";

    internal override double Float(double x, double y) => Math.Min(x, y);

    internal override T Integer<T>(T x, T y) => x < y ? x : y;

    internal override bool Boolean(bool x, bool y) => x & y;

    public override (Value Y, Value? DY) JvpOne(Value[] x, Value?[] dx)
    {
        Value Share(int i) => Ad.ShareOf(x[i], Comparison.LT, x[1 - i]);
        return (this.Bind(x), Ad.AddTangents(dx[0] is { } a ? a * Share(0) : null, dx[1] is { } b ? b * Share(1) : null));
    }
}

/// <summary>The code of <see cref="Minimum"/>.</summary>
readonly struct MinimumLanes : IBinaryLanes
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V>(V x, V y) where V : struct, ILanes<V> => V.Min(x, y);
}

public static partial class Ad
{
    /// <inheritdoc cref="Autodiff.Minimum"/>
    /// <remarks>The operands are broadcast and promoted. Integers stay integers; booleans become i32.</remarks>
    public static Value Minimum(Value x, Value y) => Arithmetic<Minimum>(x, y);
}
