using Autodiff.Families;
using Autodiff.Tracing;

namespace Autodiff;

public static partial class Ad
{
    /// <summary>How many elements are not 0, along all axes or some: an i32 (jnp.count_nonzero).</summary>
    /// <param name="x">Numbers or booleans.</param>
    /// <param name="axis">An axis or several, negative ones from the end; all without it.</param>
    /// <param name="keepDims">Whether the axes stay, with one element each.</param>
    public static Value CountNonZero(Value x, Axes? axis = null, bool keepDims = false)
    {
        Given(x);
        return KeepDims(ReduceSum(Cast(Truth(x), DType.I32), NormalizeAxes(axis, x.Rank)), x, axis, keepDims);
    }

    /// <summary>How often each integer from 0 on occurs: i32 (jnp.bincount). Negative ones count as 0, those of the length and above not at all.</summary>
    /// <param name="x">Integers, of one axis.</param>
    /// <param name="length">How many integers are counted.</param>
    /// <param name="weights">What each element counts, instead of 1; the result has its dtype.</param>
    /// <exception cref="AdException">x has other than one axis or no integers, the length is negative, or the weights are not as many.</exception>
    public static Value Bincount(Value x, int length, Value? weights = null)
    {
        Given(x);
        if (length < 0) throw new AdException($"Bincount: the length {length} is negative.", ErrorId.InvalidShape);
        if (x.DType == DType.Bool) x = Cast(x, DType.I32);
        var bins = IntegerIndex(x);
        if (x.Rank != 1) throw new AdException($"Bincount: integers with one axis were expected, not {x.Type}.", ErrorId.ShapeMismatch);
        if (weights is not null && weights.Type.Shape != x.Type.Shape) throw new AdException($"Bincount: the weights {weights.Type} are not as many as {x.Type}.", ErrorId.ShapeMismatch);
        var counts = weights is null ? Tensor.Ones(new(DType.I32, x.Type.Shape)) : Numeric(weights);
        if (length == 0) return Tensor.Zeros(counts.Type.With(new Shape(0)));
        return new Scatter(new GatherDimensions(default, 0, 0), ScatterKind.Add).Bind(Tensor.Zeros(counts.Type.With(new Shape(length))), ExpandDims(Maximum(bins, 0), 1), counts);
    }
}
