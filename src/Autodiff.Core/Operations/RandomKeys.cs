using System.Runtime.CompilerServices;
using Autodiff.Tracing;

namespace Autodiff;

// The same bits as jax.random with partitionable Threefry keys.
public static partial class Ad
{
    /// <summary>A random key made from a seed (jax.random.PRNGKey). The same key gives the same numbers on every backend and machine.</summary>
    /// <param name="seed">An integer scalar; it may be traced.</param>
    /// <returns>u32[2]: the high and the low word of the seed.</returns>
    /// <exception cref="AdException">The seed is not an integer scalar.</exception>
    public static Value RandomKey(Value seed)
    {
        Given(seed);
        if (seed.Rank > 0 || !seed.DType.IsInteger) throw new AdException($"RandomKey: the seed is {seed.Type}; expected one integer.", ErrorId.InvalidArgument);
        var low = Cast(seed, DType.U32);
        // A plain number counts as an i64, so that −1 fills both words; an i32 or u32 tensor has no high word.
        if (!seed.Type.Weak && seed.DType != DType.I64) return Words(Tensor.Zeros(low.Type), low);
        var wide = Cast(seed, DType.I64);
        // The difference is a multiple of 2^32, which f64 represents exactly.
        var high = Cast(Cast(wide - Cast(low, DType.I64), DType.F64) * (1.0 / (1L << 32)), DType.I64);
        return Words(Cast(high, DType.U32), low);
    }

    /// <summary>Several new keys made from one (jax.random.split). Do not use that key again.</summary>
    /// <param name="key">A random key, u32[2].</param>
    /// <param name="count">The number of new keys. Default: 2.</param>
    /// <returns>u32[count,2].</returns>
    public static Value RandomSplit(Value key, int count = 2)
    {
        var y = Hash(Key(key), count);
        return Words(y[0], y[1]);
    }

    /// <summary>A new key made from a key and an integer, such as the number of a step (jax.random.fold_in).</summary>
    /// <param name="key">A random key, u32[2].</param>
    /// <param name="data">An integer scalar; it may be traced.</param>
    /// <returns>u32[2].</returns>
    /// <exception cref="AdException">The data is not an integer scalar, or the key is not u32[2].</exception>
    public static Value RandomFoldIn(Value key, Value data)
    {
        Given(data);
        if (data.Rank > 0 || !data.DType.IsInteger) throw new AdException($"RandomFoldIn: the data is {data.Type}; expected one integer.", ErrorId.InvalidArgument);
        var low = Cast(data, DType.U32);
        var y = new Threefry(default).Bind(Key(key), Words(Tensor.Zeros(low.Type), low));
        return Words(y[0], y[1]);
    }

    /// <summary>The two words that Threefry makes of each of the counters 0, 1, ….</summary>
    static Value[] Hash(Value key, Shape shape) => new Threefry(shape).Bind(key, Tensor.Zeros(key.Type));

    static Value Key(Value key, [CallerMemberName] string operation = "")
    {
        Given(key, nameof(key), operation);
        return key.DType == DType.U32 && key.Type.Shape == 2 ? key : throw new AdException($"{operation}: the key is {key.Type}; expected u32[2], as {Spell.Name("Ad.RandomKey")} and {Spell.Name("Ad.RandomSplit")} return it.", ErrorId.InvalidKey);
    }

    /// <summary>Two words, joined along a new last axis.</summary>
    static Value Words(Value high, Value low) => Where(Tensor.Of(true, false), Reshape(high, new Shape([.. high.Shape, 1])), Reshape(low, new Shape([.. low.Shape, 1])));
}
