using Autodiff.Families;
using Autodiff.Tracing;

namespace Autodiff;

/// <summary>Logical or of booleans, or of each bit of integers (StableHLO or).</summary>
sealed record Or : Binary
{
    protected override string Hlo => "stablehlo.or";

    protected override T Integer<T>(T x, T y) => x | y;

    protected override bool Boolean(bool x, bool y) => x | y;

    public override (Value Y, Value? DY) JvpOne(Value[] x, Value?[] dx) => (this.Bind(x), null);
}

public static partial class Ad
{
    /// <summary>Logical or of the truth of two operands, broadcast: numbers that are not 0 are true (jnp.logical_or).</summary>
    public static Value LogicalOr(Value x, Value y) => Logical<Or>(x, y);

    /// <summary>Or of the bits of two operands of integers or booleans, broadcast and promoted (jnp.bitwise_or).</summary>
    /// <exception cref="AdException">An operand is floating.</exception>
    public static Value BitwiseOr(Value x, Value y) => Bitwise<Or>(x, y);
}
