using System.Runtime.CompilerServices;
using Autodiff.Families;
using Autodiff.Lanes;
using Autodiff.Tracing;

namespace Autodiff;

/// <summary>Logical and of booleans, or bitwise and of integers (StableHLO and).</summary>
sealed record And : Binary<AndLanes>
{
    protected override string Hlo => "stablehlo.and";

    internal override T Integer<T>(T x, T y) => x & y;

    internal override bool Boolean(bool x, bool y) => x & y;

    public override (Value Y, Value? DY) JvpOne(Value[] x, Value?[] dx) => (this.Bind(x), null);
}

/// <summary>The code of <see cref="And"/>.</summary>
readonly struct AndLanes : IBinaryLanes
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V>(V x, V y) where V : struct, ILanes<V> => x & y;
}

public static partial class Ad
{
    /// <summary>Logical and of two operands, which are broadcast; a number is true if it is not 0 (jnp.logical_and).</summary>
    public static Value LogicalAnd(Value x, Value y) => Logical<And>(x, y);

    /// <summary>Bitwise and of integers or booleans, which are broadcast and promoted (jnp.bitwise_and).</summary>
    /// <exception cref="AdException">An operand is a float.</exception>
    public static Value BitwiseAnd(Value x, Value y) => Bitwise<And>(x, y);
}
