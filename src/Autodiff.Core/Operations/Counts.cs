using Autodiff.Families;
using Autodiff.Tracing;

namespace Autodiff;

public static partial class Ad
{
    /// <summary>The number of elements that are not 0, over axes (jnp.count_nonzero). The result is i32.</summary>
    /// <param name="x">A value of any dtype.</param>
    /// <param name="axis">An axis or a list of axes; negative values count from the end. Default: all axes.</param>
    /// <param name="keepDims">Whether the reduced axes stay, with size 1. Default: false.</param>
    public static Value CountNonZero(Value x, Axes? axis = null, bool keepDims = false)
    {
        Given(x);
        return KeepDims(ReduceSum(Cast(Truth(x), DType.I32), NormalizeAxes(axis, x.Rank)), x, axis, keepDims);
    }

    /// <summary>The number of occurrences of each integer 0, 1, …, length − 1 (jnp.bincount). Negative integers count as 0; integers from length on are ignored.</summary>
    /// <param name="x">Integers or booleans with one axis.</param>
    /// <param name="length">The size of the result.</param>
    /// <param name="weights">The amount that each element adds, of the shape of <paramref name="x"/>. Default: 1.</param>
    /// <returns>Shape [length]. The dtype is i32, or that of the weights.</returns>
    /// <exception cref="AdException">x does not have exactly one axis or is not of integers, the length is negative, or the weights have another shape.</exception>
    public static Value Bincount(Value x, int length, Value? weights = null)
    {
        Given(x);
        if (length < 0) throw new AdException($"Bincount: the length is {length}; expected at least 0.", ErrorId.InvalidShape);
        if (x.DType == DType.Bool) x = Cast(x, DType.I32);
        var bins = IntegerIndex(x);
        if (x.Rank != 1) throw new AdException($"Bincount: x is {x.Type}; expected integers with one axis.", ErrorId.ShapeMismatch);
        if (weights is not null && weights.Type.Shape != x.Type.Shape) throw new AdException($"Bincount: the weights have shape {weights.Type.Shape}; expected {x.Type.Shape}, the shape of x.", ErrorId.ShapeMismatch);
        var counts = weights is null ? Tensor.Ones(new(DType.I32, x.Type.Shape)) : Numeric(weights);
        if (length == 0) return Tensor.Zeros(counts.Type.With(new Shape(0)));
        return new Scatter(new GatherDimensions(default, 0, 0), ScatterKind.Add).Bind(Tensor.Zeros(counts.Type.With(new Shape(length))), ExpandDims(Maximum(bins, 0), 1), counts);
    }
}
