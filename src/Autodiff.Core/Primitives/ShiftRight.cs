using Autodiff.Families;
using Autodiff.StableHlo;
using Autodiff.Tracing;

namespace Autodiff;

/// <summary>
/// Integers with their bits shifted towards the lowest; signed ones keep their sign (StableHLO shift_right_arithmetic, of u32 shift_right_logical).
/// By a negative count, or as many bits as there are, 0, of negative integers -1.
/// </summary>
sealed record ShiftRight : Binary
{
    protected override string Hlo => "stablehlo.shift_right_arithmetic";

    protected override T Integer<T>(T x, T y) =>
        !T.IsNegative(y) && y < Autodiff.ShiftLeft.Width<T>() ? x >> int.CreateTruncating(y) : T.IsNegative(x) ? T.AllBitsSet : T.Zero;

    public override (Value Y, Value? DY) JvpOne(Value[] x, Value?[] dx) => (this.Bind(x), null);

    protected override HloValue LowerOne(Hlo hlo, HloValue[] x, TensorType y) => hlo.Op(y.DType == DType.U32 ? "stablehlo.shift_right_logical" : Hlo, y, x);
}

public static partial class Ad
{
    /// <inheritdoc cref="Autodiff.ShiftRight"/>
    /// <remarks>Operands are broadcast and promoted; booleans count as i32 (jnp.right_shift).</remarks>
    /// <exception cref="AdException">An operand is floating.</exception>
    public static Value ShiftRight(Value x, Value y) => Shift<ShiftRight>(x, y);
}
