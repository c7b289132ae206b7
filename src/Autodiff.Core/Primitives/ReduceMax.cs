using Autodiff.Families;
using Autodiff.Tracing;

namespace Autodiff;

/// <summary>The greatest element along some axes, which leave the shape (StableHLO reduce with maximum). Ties share the tangent evenly; NaN wins.</summary>
/// <param name="Over">The axes.</param>
sealed record ReduceMax(Axes Over) : Extremum(Over)
{
    protected override string Hlo => "stablehlo.maximum";

    protected override T Choose<T>(T x, T y) => T.Max(x, y);

    protected override Tensor Identity(DType dtype) => Tensor.Full(new(dtype, default), double.NegativeInfinity);
}

public static partial class Ad
{
    /// <summary>The greatest element, along all axes or some (jnp.max). NaN wins; where several are the greatest, the gradient is split evenly among them.</summary>
    /// <param name="x">The value: numbers of any dtype, or booleans (then it is Any).</param>
    /// <param name="axis">An axis or several, negative ones from the end; all without it.</param>
    /// <param name="keepDims">Whether the axes stay, with one element each.</param>
    /// <exception cref="AdException">There is no element along an axis.</exception>
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
