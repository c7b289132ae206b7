using System.Runtime.CompilerServices;
using Autodiff.Families;
using Autodiff.Lanes;
using Autodiff.Tracing;

namespace Autodiff;

/// <summary>Logical or of booleans, or bitwise or of integers (StableHLO or).</summary>
sealed record Or : Binary<OrLanes>
{
    protected override string Hlo => "stablehlo.or";

    internal override T Integer<T>(T x, T y) => x | y;

    internal override bool Boolean(bool x, bool y) => x | y;

    public override (Value Y, Value? DY) JvpOne(Value[] x, Value?[] dx) => (this.Bind(x), null);
}

/// <summary>The code of <see cref="Or"/>.</summary>
readonly struct OrLanes : IBinaryLanes
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V>(V x, V y) where V : struct, ILanes<V> => x | y;
}

public static partial class Ad
{
    /// <summary>Logical or of two operands, which are broadcast; a number is true if it is not 0 (jnp.logical_or).</summary>
    public static Value LogicalOr(Value x, Value y) => Logical<Or>(x, y);

    /// <summary>Bitwise or of integers or booleans, which are broadcast and promoted (jnp.bitwise_or).</summary>
    /// <exception cref="AdException">An operand is a float.</exception>
    public static Value BitwiseOr(Value x, Value y) => Bitwise<Or>(x, y);
}
