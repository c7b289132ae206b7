namespace Autodiff;

public static partial class Ad
{
    /// <summary>Random whole numbers, from a bound to before another (jax.random.randint). Where the second is not above the first, they are all the first.</summary>
    /// <param name="key">u32[2].</param>
    /// <param name="shape">The shape.</param>
    /// <param name="low">The least number; it may be traced, and have axes that broadcast to the shape.</param>
    /// <param name="high">The number after the greatest; as <paramref name="low"/>.</param>
    /// <param name="dtype">i32 or i64; without it that of the bounds. Bounds beyond an i32 stand for all of its numbers on that side.</param>
    /// <exception cref="AdException">The bounds are no integers, or do not broadcast to the shape.</exception>
    public static Value RandomInt(Value key, Shape shape, Value low, Value high, DType? dtype = null)
    {
        Key(key);
        Given(low);
        Given(high);
        var bounds = MatchDTypes(low, high);
        var type = dtype ?? (bounds[0].DType == DType.U32 ? DType.I64 : bounds[0].DType);
        if (!bounds[0].DType.IsInteger || type != DType.I32 && type != DType.I64)
            throw new AdException($"RandomInt: the bounds are whole numbers and the result is i32 or i64, but they are {low.Type} and {high.Type}{(dtype is null ? "" : $", and {dtype} was asked for")}.", ErrorId.InvalidDType);
        Value? beyond = null;
        if (type == DType.I32 && bounds[0].DType != DType.I32)
        {
            beyond = Greater(bounds[1], int.MaxValue);
            bounds = [.. bounds.Select(b => Clip(Cast(b, DType.I64), int.MinValue, int.MaxValue))];
        }
        (low, high) = (BroadcastTo(Cast(bounds[0], type), shape), BroadcastTo(Cast(bounds[1], type), shape));

        // Twice as many bits as the result has, reduced to the span: 2^b·x + y with the words x and y, all modulo the span.
        var keys = RandomSplit(key);
        Value Word(int i) => type == DType.I32 ? Bits(Row(keys, i), shape) : Wide(Hash(Row(keys, i), shape));
        Value Rest(Value x, Value by) => type == DType.I32 ? x % by : UnsignedRemainder(x, by);
        var span = Cast(Where(LessEqual(high, low), OnesLike(low), high - low), type == DType.I32 ? DType.U32 : DType.I64);
        // The greatest number itself is meant, too; the span of all 2^32 is 0, by which nothing is reduced.
        if (beyond is not null) span += Cast(LogicalAnd(beyond, Less(low, high)), DType.U32);
        var root = Rest(Full(shape, type == DType.I32 ? 1 << 16 : 1L << 32, span.DType), span);
        var offset = Rest(Rest(Word(0), span) * Rest(root * root, span) + Rest(Word(1), span), span);
        return low + Cast(offset, type);
    }

    internal static Value Row(Value x, int i) => Reshape(SliceAxis(x, 0, i, i + 1), x.Type.Shape.From(1));

    // 64 bits as an i64, the high word first.
    static Value Wide(Value[] words) => Cast(words[0], DType.I64) * (1L << 32) + Cast(words[1], DType.I64);

    /// <summary>The remainder of i64 that are meant without sign.</summary>
    static Value UnsignedRemainder(Value x, Value y)
    {
        // With half of x, which has no sign, r = half mod y; the rest is 2r + the last bit, less y as often as it fits.
        Value half = BitwiseAnd(ShiftRight(x, 1), long.MaxValue), rest = half % y;
        Value Sum(Value r, Value more) => Where(GreaterEqual(r, y - more), r - (y - more), r + more);
        // A y of 2^63 or more, as an i64 below 0, fits once at most.
        var once = Where(AtLeast(x, y), x - y, x);
        return Where(Less(y, 0), once, Sum(Sum(rest, rest), BitwiseAnd(x, 1)));
    }

    // Without sign: as with sign once the first bit is turned over.
    static Value AtLeast(Value x, Value y) => GreaterEqual(BitwiseXor(x, long.MinValue), BitwiseXor(y, long.MinValue));
}
