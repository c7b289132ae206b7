namespace Autodiff;

public static partial class Ad
{
    /// <summary>The mean, along all axes or some (jnp.mean); of integers and booleans it is an f64. Of no elements it is NaN.</summary>
    /// <param name="x">The value.</param>
    /// <param name="axis">An axis or several, negative ones from the end; all without it.</param>
    /// <param name="keepDims">Whether the axes stay, with one element each.</param>
    public static Value Mean(Value x, Axes? axis = null, bool keepDims = false)
    {
        Given(x);
        var axes = NormalizeAxes(axis, x.Rank);
        return KeepDims(ReduceSum(ToFloat(x), axes) / (double)Count(x, axes), x, axis, keepDims);
    }
}
