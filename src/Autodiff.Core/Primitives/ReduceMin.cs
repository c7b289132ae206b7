using Autodiff.Families;
using Autodiff.Tracing;

namespace Autodiff;

/// <summary>The least element along some axes, which leave the shape (StableHLO reduce with minimum). Ties share the tangent evenly; NaN wins.</summary>
/// <param name="Over">The axes.</param>
sealed record ReduceMin(Axes Over) : Extremum(Over)
{
    protected override string Hlo => "stablehlo.minimum";

    protected override T Choose<T>(T x, T y) => T.Min(x, y);

    protected override Tensor Identity(DType dtype) => Tensor.Full(new(dtype, default), double.PositiveInfinity);
}

public static partial class Ad
{
    /// <summary>The least element, along all axes or some (jnp.min). NaN wins; where several are the least, the gradient is split evenly among them.</summary>
    /// <param name="x">The value: numbers of any dtype, or booleans (then it is All).</param>
    /// <param name="axis">An axis or several, negative ones from the end; all without it.</param>
    /// <param name="keepDims">Whether the axes stay, with one element each.</param>
    /// <exception cref="AdException">There is no element along an axis.</exception>
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
