namespace Autodiff;

public static partial class Ad
{
    /// <summary>The variance over axes (jnp.var).</summary>
    /// <param name="x">A value of any shape; integers and booleans become f64.</param>
    /// <param name="axis">An axis or a list of axes; negative values count from the end. Default: all axes.</param>
    /// <param name="keepDims">Whether the reduced axes stay, with size 1. Default: false.</param>
    /// <param name="ddof">
    /// The sum of squares is divided by the number of elements minus ddof: 0 for a population, 1 for a sample. If that is not positive the result is NaN. Default:
    /// 0.
    /// </param>
    public static Value Var(Value x, Axes? axis = null, bool keepDims = false, double ddof = 0)
    {
        Given(x);
        var axes = NormalizeAxes(axis, x.Rank);
        x = ToFloat(x);
        double left = Count(x, axes) - ddof;
        var wide = Widen(x);
        var squares = Square(wide - Mean(wide, axes, true));
        var variance = ReduceSum(squares, axes) / (left > 0 ? left : double.NaN);
        return KeepDims(Cast(variance, x.DType, variance.Type.Weak), x, axis, keepDims);
    }

    /// <summary>The standard deviation over axes (jnp.std).</summary>
    /// <remarks>Where all elements are equal the deviation and its gradient are 0; in JAX that gradient is NaN.</remarks>
    /// <param name="x">A value of any shape; integers and booleans become f64.</param>
    /// <param name="axis">An axis or a list of axes; negative values count from the end. Default: all axes.</param>
    /// <param name="keepDims">Whether the reduced axes stay, with size 1. Default: false.</param>
    /// <param name="ddof">
    /// The sum of squares is divided by the number of elements minus ddof: 0 for a population, 1 for a sample. If that is not positive the result is NaN. Default:
    /// 0.
    /// </param>
    public static Value Std(Value x, Axes? axis = null, bool keepDims = false, double ddof = 0) => RootOrZero(Var(x, axis, keepDims, ddof));

    /// <summary>The square root, with a gradient of 0 at 0. That is a subgradient if 0 is the minimum of the radicand.</summary>
    static Value RootOrZero(Value x)
    {
        var zero = Equal(x, 0);
        return Where(zero, 0, Sqrt(Where(zero, 1, x)));
    }
}
