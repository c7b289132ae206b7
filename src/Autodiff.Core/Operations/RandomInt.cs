namespace Autodiff;

public static partial class Ad
{
    /// <summary>Random integers from low up to but not including high (jax.random.randint). If high ≤ low, all are low.</summary>
    /// <param name="key">A random key, u32[2].</param>
    /// <param name="shape">The shape of the result.</param>
    /// <param name="low">The least integer. It may be traced, and broadcasts to the shape.</param>
    /// <param name="high">The end, which is not included. It may be traced, and broadcasts to the shape.</param>
    /// <param name="dtype">
    /// i32 or i64. For i32, bounds outside its range are clipped; a high above the range includes the greatest i32. Default: the dtype of the bounds.
    /// </param>
    /// <exception cref="AdException">The bounds are not integers or do not broadcast to the shape, or the dtype is not i32 or i64.</exception>
    public static Value RandomInt(Value key, Shape shape, Value low, Value high, DType? dtype = null)
    {
        Key(key);
        Given(low);
        Given(high);
        var bounds = MatchDTypes(low, high);
        var type = dtype ?? (bounds[0].DType == DType.U32 ? DType.I64 : bounds[0].DType);
        if (!bounds[0].DType.IsInteger || type != DType.I32 && type != DType.I64)
            throw new AdException($"RandomInt: the bounds are {low.Type} and {high.Type}{(dtype is null ? "" : $", and the dtype is {dtype}")}; expected integers, and i32 or i64 for the result.", ErrorId.InvalidDType);
        Value? beyond = null;
        if (type == DType.I32 && bounds[0].DType != DType.I32)
        {
            beyond = Greater(bounds[1], int.MaxValue);
            bounds = [.. bounds.Select(b => Clip(Cast(b, DType.I64), int.MinValue, int.MaxValue))];
        }
        (low, high) = (BroadcastTo(Cast(bounds[0], type), shape), BroadcastTo(Cast(bounds[1], type), shape));

        // Draws twice as many bits as the result has, for an even distribution: (2^b·x + y) mod span, for two words x and y.
        var keys = RandomSplit(key);
        Value Word(int i) => type == DType.I32 ? Bits(Row(keys, i), shape) : Wide(Hash(Row(keys, i), shape));
        Value Rest(Value x, Value by) => type == DType.I32 ? x % by : UnsignedRemainder(x, by);
        var span = Cast(Where(LessEqual(high, low), OnesLike(low), high - low), type == DType.I32 ? DType.U32 : DType.I64);
        // A high above the range includes the greatest number itself. The span of all 2^32 numbers is 0, and x mod 0 is x.
        if (beyond is not null) span += Cast(LogicalAnd(beyond, Less(low, high)), DType.U32);
        var root = Rest(Full(shape, type == DType.I32 ? 1 << 16 : 1L << 32, span.DType), span);
        var offset = Rest(Rest(Word(0), span) * Rest(root * root, span) + Rest(Word(1), span), span);
        return low + Cast(offset, type);
    }

    internal static Value Row(Value x, int i) => Reshape(SliceAxis(x, 0, i, i + 1), x.Type.Shape.From(1));

    // Two words as an i64; the first is the high one.
    static Value Wide(Value[] words) => Cast(words[0], DType.I64) * (1L << 32) + Cast(words[1], DType.I64);

    /// <summary>The remainder of two i64 read as unsigned numbers.</summary>
    static Value UnsignedRemainder(Value x, Value y)
    {
        // half = x / 2 has no sign bit. With r = half mod y, the result is (2r + the last bit of x) mod y.
        Value half = BitwiseAnd(ShiftRight(x, 1), long.MaxValue), rest = half % y;
        Value Sum(Value r, Value more) => Where(GreaterEqual(r, y - more), r - (y - more), r + more);
        // A y of 2^63 or more, which is negative as an i64, fits at most once.
        var once = Where(AtLeast(x, y), x - y, x);
        return Where(Less(y, 0), once, Sum(Sum(rest, rest), BitwiseAnd(x, 1)));
    }

    // Unsigned comparison: flip the sign bits and compare as signed.
    static Value AtLeast(Value x, Value y) => GreaterEqual(BitwiseXor(x, long.MinValue), BitwiseXor(y, long.MinValue));
}
