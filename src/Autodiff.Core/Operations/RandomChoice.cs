namespace Autodiff;

public static partial class Ad
{
    /// <summary>True with a probability (jax.random.bernoulli).</summary>
    /// <param name="key">u32[2].</param>
    /// <param name="p">The probability; with axes, one for each element. It is compared with numbers of its dtype, a plain number as an f32.</param>
    /// <param name="shape">The shape, to which p broadcasts; that of p without it.</param>
    /// <returns>Booleans.</returns>
    public static Value RandomBernoulli(Value key, Value p, Shape? shape = null)
    {
        Key(key);
        Given(p);
        p = p.Type.Weak ? Cast(p, DType.F32) : ToFloat(p);
        var to = shape ?? p.Type.Shape;
        return Less(RandomUniform(key, to, p.DType), BroadcastTo(p, to));
    }

    /// <summary>The numbers below n in random order, or the items of a value along its first axis (jax.random.permutation).</summary>
    /// <param name="key">u32[2].</param>
    /// <param name="x">n, or a value with axes.</param>
    /// <returns>i32[n], or what has the shape of x.</returns>
    /// <exception cref="AdException">A scalar is no whole number, negative, or traced.</exception>
    public static Value RandomPermutation(Value key, Value x)
    {
        Key(key);
        Given(x);
        if (x.Rank > 0) return Take(x, Shuffled(key, x.Type.Shape[0]), 0);
        double n = Plain(x);
        return x.DType.IsInteger && n is >= 0 and <= int.MaxValue ? Shuffled(key, (int)n) : throw new AdException($"RandomPermutation: a number of items was expected, not {n} ({x.Type}).", ErrorId.InvalidArgument);
    }

    // Sorted by random keys, so often that all items have distinct ones in some round.
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

    /// <summary>The index of a category, each chosen with a probability that is given by its logarithm, up to a constant (jax.random.categorical).</summary>
    /// <param name="key">u32[2].</param>
    /// <param name="logits">The logarithms.</param>
    /// <param name="axis">The axis of the categories; the last without it.</param>
    /// <param name="shape">The shape of the result, which may have further leading axes; without it that of the logits without the axis.</param>
    /// <returns>i32.</returns>
    /// <exception cref="AdException">The shape does not end in that of the logits without the axis.</exception>
    public static Value RandomCategorical(Value key, Value logits, Axes? axis = null, Shape? shape = null)
    {
        Key(key);
        Given(logits);
        logits = ToFloat(logits);
        int along = OneAxis(axis, -1, logits.Rank);
        var rest = logits.Type.Shape.Without(along);
        var to = shape ?? rest;
        int extra = to.Rank - rest.Rank;
        if (extra < 0 || BroadcastShapes(to, rest) != to) throw new AdException($"RandomCategorical: the result is of the shape {rest}, with any axes before it, not {to}.", ErrorId.ShapeMismatch);
        // The greatest of the logarithms, each with a random number of Gumbel's distribution: −log(−log u), where u is not 0.
        var dims = to.ToArray().ToList();
        dims.Insert(extra + along, logits.Type.Shape[along]);
        double tiny = logits.DType == DType.F32 ? 1.1754943508222875e-38 : 2.2250738585072014e-308;
        var u = RandomUniform(key, new Shape([.. dims]), logits.DType) + tiny;
        return ArgMax(logits - Log(-Log(u)), extra + along);
    }
}
