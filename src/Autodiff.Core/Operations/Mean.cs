namespace Autodiff;

public static partial class Ad
{
    /// <summary>The mean over axes (jnp.mean). For no elements it is NaN.</summary>
    /// <param name="x">A value of any shape; integers and booleans become f64.</param>
    /// <param name="axis">An axis or a list of axes; negative values count from the end. Default: all axes.</param>
    /// <param name="keepDims">Whether the reduced axes stay, with size 1. Default: false.</param>
    public static Value Mean(Value x, Axes? axis = null, bool keepDims = false)
    {
        Given(x);
        var axes = NormalizeAxes(axis, x.Rank);
        x = ToFloat(x);
        var mean = ReduceSum(Widen(x), axes) / (double)Count(x, axes);
        return KeepDims(Cast(mean, x.DType, mean.Type.Weak), x, axis, keepDims);
    }
}
