using System.Runtime.CompilerServices;
using Autodiff.Families;
using Autodiff.Lanes;
using Autodiff.Tracing;

namespace Autodiff;

/// <summary>Exclusive or of booleans, or of each bit of integers (StableHLO xor).</summary>
sealed record Xor : Binary<XorLanes>
{
    protected override string Hlo => "stablehlo.xor";

    internal override T Integer<T>(T x, T y) => x ^ y;

    internal override bool Boolean(bool x, bool y) => x ^ y;

    public override (Value Y, Value? DY) JvpOne(Value[] x, Value?[] dx) => (this.Bind(x), null);
}

/// <summary>The code of <see cref="Xor"/>.</summary>
readonly struct XorLanes : IBinaryLanes
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V>(V x, V y) where V : struct, ILanes<V> => x ^ y;
}

public static partial class Ad
{
    /// <summary>Logical exclusive or of two operands, which are broadcast; a number is true if it is not 0 (jnp.logical_xor).</summary>
    public static Value LogicalXor(Value x, Value y) => Logical<Xor>(x, y);

    /// <summary>Bitwise exclusive or of integers or booleans, which are broadcast and promoted (jnp.bitwise_xor).</summary>
    /// <exception cref="AdException">An operand is a float.</exception>
    public static Value BitwiseXor(Value x, Value y) => Bitwise<Xor>(x, y);
}
