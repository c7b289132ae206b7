using Autodiff.Families;
using Autodiff.Tracing;

namespace Autodiff;

/// <summary>The greatest element along axes, which are removed (StableHLO reduce with maximum). Ties share the tangent evenly; NaN propagates.</summary>
/// <param name="Over">The axes.</param>
sealed record ReduceMax(Axes Over) : Extremum(Over)
{
    protected override string Hlo => "stablehlo.maximum";

    protected override T Choose<T>(T x, T y) => T.Max(x, y);

    protected override Tensor Identity(DType dtype) => Tensor.Full(new(dtype, default), double.NegativeInfinity);
}

public static partial class Ad
{
    /// <summary>The greatest element over axes (jnp.max). NaN propagates. Several equal maxima share the gradient evenly.</summary>
    /// <param name="x">Numbers, or booleans, for which the result is that of Any.</param>
    /// <param name="axis">An axis or a list of axes; negative values count from the end. Default: all axes.</param>
    /// <param name="keepDims">Whether the reduced axes stay, with size 1. Default: false.</param>
    /// <exception cref="AdException">There are no elements along an axis.</exception>
    public static Value Max(Value x, Axes? axis = null, bool keepDims = false)
    {
        Given(x);
        var axes = NormalizeAxes(axis, x.Rank);
        RefuseEmpty(x, axes);
        if (x.DType == DType.Bool) return Any(x, axis, keepDims);
        return KeepDims(ReduceMax(x, axes), x, axis, keepDims);
    }

    internal static Value ReduceMax(Value x, Axes axes) => axes.Count == 0 ? x : new ReduceMax(axes).Bind(x);
}
