using Autodiff.Families;
using Autodiff.Tracing;

namespace Autodiff;

/// <summary>Shifts the bits of integers to the left. If the count is negative or at least the number of bits, the result is 0 (jnp.left_shift, StableHLO shift_left).</summary>
sealed record ShiftLeft : Binary
{
    protected override string Hlo => "stablehlo.shift_left";

    internal override T Integer<T>(T x, T y) => T.IsNegative(y) || y >= Width<T>() ? T.Zero : x << int.CreateTruncating(y);

    // C# takes the count modulo the width.
    internal static T Width<T>() where T : System.Numerics.IBinaryInteger<T> => T.CreateTruncating(8 * T.Zero.GetByteCount());

    public override (Value Y, Value? DY) JvpOne(Value[] x, Value?[] dx) => (this.Bind(x), null);
}

public static partial class Ad
{
    /// <inheritdoc cref="Autodiff.ShiftLeft"/>
    /// <remarks>The operands are broadcast and promoted; booleans become i32.</remarks>
    /// <exception cref="AdException">An operand is a float.</exception>
    public static Value ShiftLeft(Value x, Value y) => Shift<ShiftLeft>(x, y);

    static Value Shift<P>(Value x, Value y, [System.Runtime.CompilerServices.CallerMemberName] string operation = "") where P : SingleResult, new()
    {
        Given(x, nameof(x), operation);
        Given(y, nameof(y), operation);
        return Bitwise<P>(Numeric(x), Numeric(y), operation);
    }
}
