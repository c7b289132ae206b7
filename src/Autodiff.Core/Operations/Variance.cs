namespace Autodiff;

public static partial class Ad
{
    /// <summary>The mean squared distance from the mean, along all axes or some (jnp.var); of integers and booleans it is an f64.</summary>
    /// <param name="x">The value.</param>
    /// <param name="axis">An axis or several, negative ones from the end; all without it.</param>
    /// <param name="keepDims">Whether the axes stay, with one element each.</param>
    /// <param name="ddof">What is taken from the number of elements that the sum is divided by: 0 for the population, 1 for a sample. Where nothing is left the result is NaN.</param>
    public static Value Var(Value x, Axes? axis = null, bool keepDims = false, double ddof = 0)
    {
        Given(x);
        var axes = NormalizeAxes(axis, x.Rank);
        x = ToFloat(x);
        double left = Count(x, axes) - ddof;
        var squares = Square(x - Mean(x, axes, true));
        return KeepDims(ReduceSum(squares, axes) / (left > 0 ? left : double.NaN), x, axis, keepDims);
    }

    /// <summary>The standard deviation, along all axes or some (jnp.std); of integers and booleans it is an f64.</summary>
    /// <remarks>Where all elements are equal it is 0 and so is its gradient, which JAX has as NaN.</remarks>
    /// <param name="x">The value.</param>
    /// <param name="axis">An axis or several, negative ones from the end; all without it.</param>
    /// <param name="keepDims">Whether the axes stay, with one element each.</param>
    /// <param name="ddof">What is taken from the number of elements that the sum is divided by: 0 for the population, 1 for a sample. Where nothing is left the result is NaN.</param>
    public static Value Std(Value x, Axes? axis = null, bool keepDims = false, double ddof = 0) => RootOrZero(Var(x, axis, keepDims, ddof));

    /// <summary>The square root, whose gradient at 0 is 0: a subgradient where 0 is the least of what is under the root.</summary>
    static Value RootOrZero(Value x)
    {
        var zero = Equal(x, 0);
        return Where(zero, 0, Sqrt(Where(zero, 1, x)));
    }
}
