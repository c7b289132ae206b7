namespace Autodiff;

public static partial class Ad
{
    /// <summary>Random booleans that are true with a given probability (jax.random.bernoulli).</summary>
    /// <param name="key">A random key, u32[2].</param>
    /// <param name="p">The probability of true: a number, or a value that broadcasts to the shape. A plain number is compared as an f32.</param>
    /// <param name="shape">The shape of the result. Default: the shape of p.</param>
    /// <returns>Booleans.</returns>
    public static Value RandomBernoulli(Value key, Value p, Shape? shape = null)
    {
        Key(key);
        Given(p);
        p = p.Type.Weak ? Cast(p, DType.F32) : ToFloat(p);
        var to = shape ?? p.Type.Shape;
        return Less(RandomUniform(key, to, p.DType), BroadcastTo(p, to));
    }

    /// <summary>The integers 0 to n − 1 in random order, or the items of a value in random order along its first axis (jax.random.permutation).</summary>
    /// <param name="key">A random key, u32[2].</param>
    /// <param name="x">The number n, which must not be traced, or a value with at least one axis.</param>
    /// <returns>i32[n], or the shape and dtype of x.</returns>
    /// <exception cref="AdException">n is not an integer, is negative, or is traced.</exception>
    public static Value RandomPermutation(Value key, Value x)
    {
        Key(key);
        Given(x);
        if (x.Rank > 0) return Take(x, Shuffled(key, x.Type.Shape[0]), 0);
        double n = Plain(x);
        return x.DType.IsInteger && n is >= 0 and <= int.MaxValue ? Shuffled(key, (int)n) : throw new AdException($"RandomPermutation: x is {n} ({x.Type}); expected a number of items, or a value with axes.", ErrorId.InvalidArgument);
    }

    // Sorts by random keys, in enough rounds to make ties unlikely, as in JAX.
    static Value Shuffled(Value key, int n)
    {
        Value x = Iota(DType.I32, n, 0);
        int rounds = (int)Math.Ceiling(3 * Math.Log(Math.Max(1, n)) / Math.Log(uint.MaxValue));
        for (int i = 0; i < rounds; i++)
        {
            var keys = RandomSplit(key);
            key = Row(keys, 0);
            x = Tracing.Binding.Bind(new Sort(0), [Bits(Row(keys, 1), n), x])[1];
        }
        return x;
    }

    /// <summary>Random category indices, drawn with the given unnormalized log-probabilities (jax.random.categorical).</summary>
    /// <param name="key">A random key, u32[2].</param>
    /// <param name="logits">The unnormalized log-probabilities.</param>
    /// <param name="axis">The axis of the categories; negative values count from the end. Default: the last axis.</param>
    /// <param name="shape">The shape of the result; it may have more leading axes than the logits. Default: the shape of the logits less the axis.</param>
    /// <returns>i32.</returns>
    /// <exception cref="AdException">The shape does not end with that of the logits less the axis.</exception>
    public static Value RandomCategorical(Value key, Value logits, Axes? axis = null, Shape? shape = null)
    {
        Key(key);
        Given(logits);
        logits = ToFloat(logits);
        int along = OneAxis(axis, -1, logits.Rank);
        var rest = logits.Type.Shape.Without(along);
        var to = shape ?? rest;
        int extra = to.Rank - rest.Rank;
        if (extra < 0 || BroadcastShapes(to, rest) != to) throw new AdException($"RandomCategorical: the shape is {to}; expected one that ends with {rest}.", ErrorId.ShapeMismatch);
        // The argmax of the logits plus Gumbel noise, −log(−log u) with u > 0.
        var dims = to.ToArray().ToList();
        dims.Insert(extra + along, logits.Type.Shape[along]);
        var u = RandomUniform(key, new Shape([.. dims]), logits.DType) + logits.DType.Tiny;
        return ArgMax(logits - Log(-Log(u)), extra + along);
    }
}
