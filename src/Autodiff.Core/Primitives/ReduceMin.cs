using Autodiff.Families;
using Autodiff.Tracing;

namespace Autodiff;

/// <summary>The least element along axes, which are removed (StableHLO reduce with minimum). Ties share the tangent evenly; NaN propagates.</summary>
/// <param name="Over">The axes.</param>
sealed record ReduceMin(Axes Over) : Extremum(Over)
{
    protected override string Hlo => "stablehlo.minimum";

    protected override T Choose<T>(T x, T y) => T.Min(x, y);

    protected override Tensor Identity(DType dtype) => Tensor.Full(new(dtype, default), double.PositiveInfinity);
}

public static partial class Ad
{
    /// <summary>The least element over axes (jnp.min). NaN propagates. Several equal minima share the gradient evenly.</summary>
    /// <param name="x">Numbers, or booleans, for which the result is that of All.</param>
    /// <param name="axis">An axis or a list of axes; negative values count from the end. Default: all axes.</param>
    /// <param name="keepDims">Whether the reduced axes stay, with size 1. Default: false.</param>
    /// <exception cref="AdException">There are no elements along an axis.</exception>
    public static Value Min(Value x, Axes? axis = null, bool keepDims = false)
    {
        Given(x);
        var axes = NormalizeAxes(axis, x.Rank);
        RefuseEmpty(x, axes);
        if (x.DType == DType.Bool) return All(x, axis, keepDims);
        return KeepDims(ReduceMin(x, axes), x, axis, keepDims);
    }

    internal static Value ReduceMin(Value x, Axes axes) => axes.Count == 0 ? x : new ReduceMin(axes).Bind(x);
}
