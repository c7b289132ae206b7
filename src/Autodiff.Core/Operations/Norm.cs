namespace Autodiff;

public static partial class Ad
{
    /// <summary>The length of vectors, along all axes or some (jnp.linalg.norm). It does not overflow nor vanish while its value is a number of the dtype.</summary>
    /// <remarks>Where all elements are zero it is 0 and so is its gradient, which JAX has as NaN.</remarks>
    /// <param name="x">The value; integers become f64.</param>
    /// <param name="axis">An axis or several, negative ones from the end; all without it.</param>
    /// <param name="keepDims">Whether the axes stay, with one element each.</param>
    /// <param name="ord">
    /// The p of (Σ|x|ᵖ)^(1/p), 2 without it; infinity gives the greatest absolute value, -infinity the least, 0 the number of elements that are not 0.
    /// With it there must be one axis: it is the norm of vectors, not of matrices.
    /// </param>
    /// <exception cref="AdException">A norm of matrices is asked for.</exception>
    public static Value Norm(Value x, Axes? axis = null, bool keepDims = false, double? ord = null)
    {
        Given(x);
        var axes = NormalizeAxes(axis, x.Rank);
        if (ord is not null && axes.Count > 1) throw new AdException($"Norm: with an ord it is the norm of vectors along one axis, not of matrices along {axes}. Name one axis, or write [Ad]::Ravel for all elements.", ErrorId.InvalidAxis);
        x = ToFloat(x);
        return KeepDims(ord switch
        {
            null or 2 => Length(x, axes),
            1 => ReduceSum(Abs(x), axes),
            0 => ReduceSum(Cast(NotEqual(x, 0), x.DType), axes),
            double.PositiveInfinity => Max(Abs(x), axes),
            double.NegativeInfinity => Min(Abs(x), axes),
            { } p => PowerNorm(Abs(x), axes, p),
        }, x, axis, keepDims);
    }

    /// <summary>The square root of the sum of squares, in units in which squares neither overflow nor vanish. The length does not depend on the unit, so that it is a constant.</summary>
    static Value Length(Value x, Axes axes)
    {
        var (unit, spread) = Unit(Abs(x), axes, x.DType == DType.F32 ? 1e15 : 1e140);
        return RootOrZero(ReduceSum(Square(x / spread), axes)) * unit;
    }

    // Powers of 0 are left out: their derivative may be infinite.
    static Value PowerNorm(Value size, Axes axes, double p)
    {
        var (unit, spread) = Unit(size, axes, 1);
        var zero = Equal(size, 0);
        var sum = ReduceSum(Where(zero, p > 0 ? 0 : double.PositiveInfinity, Pow(Where(zero, 1, size / spread), p)), axes);
        var none = LogicalOr(Equal(sum, 0), Equal(sum, double.PositiveInfinity));
        return Where(none, p > 0 ? sum : 0, Pow(Where(none, 1, sum), 1 / p)) * unit;
    }

    /// <summary>The greatest element where it or its inverse exceeds a range, else 1: for each vector, and for each element.</summary>
    static (Value Unit, Value Spread) Unit(Value size, Axes axes, double range)
    {
        var greatest = StopGradient(ReduceMax(size, axes));
        var extreme = LogicalAnd(LogicalOr(Less(greatest, 1 / range), Greater(greatest, range)), LogicalAnd(Greater(greatest, 0), IsFinite(greatest)));
        var unit = Where(extreme, greatest, 1);
        return (unit, Broadcast(unit, size.Type.Shape, axes.Complement(size.Rank)));
    }
}
