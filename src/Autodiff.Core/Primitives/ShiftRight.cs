using Autodiff.Families;
using Autodiff.StableHlo;
using Autodiff.Tracing;

namespace Autodiff;

/// <summary>
/// Shifts the bits of integers to the right; signed integers keep their sign (jnp.right_shift; StableHLO shift_right_arithmetic, or shift_right_logical for u32).
/// If the count is negative or at least the number of bits, the result is 0, or −1 for negative integers.
/// </summary>
sealed record ShiftRight : Binary
{
    protected override string Hlo => "stablehlo.shift_right_arithmetic";

    internal override T Integer<T>(T x, T y) =>
        !T.IsNegative(y) && y < Autodiff.ShiftLeft.Width<T>() ? x >> int.CreateTruncating(y) : T.IsNegative(x) ? T.AllBitsSet : T.Zero;

    public override (Value Y, Value? DY) JvpOne(Value[] x, Value?[] dx) => (this.Bind(x), null);

    protected override HloValue LowerOne(Hlo hlo, HloValue[] x, TensorType y) => hlo.Op(y.DType == DType.U32 ? "stablehlo.shift_right_logical" : Hlo, y, x);
}

public static partial class Ad
{
    /// <inheritdoc cref="Autodiff.ShiftRight"/>
    /// <remarks>The operands are broadcast and promoted; booleans become i32.</remarks>
    /// <exception cref="AdException">An operand is a float.</exception>
    public static Value ShiftRight(Value x, Value y) => Shift<ShiftRight>(x, y);
}
