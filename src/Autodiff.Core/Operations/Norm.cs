namespace Autodiff;

public static partial class Ad
{
    /// <summary>The norm of vectors, over axes (jnp.linalg.norm). Squares do not overflow or underflow on the way.</summary>
    /// <remarks>Where all elements are zero the norm and its gradient are 0; in JAX that gradient is NaN.</remarks>
    /// <param name="x">A value of any shape; integers become f64.</param>
    /// <param name="axis">An axis or a list of axes; negative values count from the end. Default: all axes.</param>
    /// <param name="keepDims">Whether the reduced axes stay, with size 1. Default: false.</param>
    /// <param name="ord">
    /// The order p of (Σ|x|ᵖ)^(1/p). Infinity gives the greatest absolute value, -infinity the least, 0 the number of nonzero elements. If it is given, there must be
    /// exactly one axis, because norms of matrices are not supported. Default: 2.
    /// </param>
    /// <exception cref="AdException">ord is given with more than one axis.</exception>
    public static Value Norm(Value x, Axes? axis = null, bool keepDims = false, double? ord = null)
    {
        Given(x);
        var axes = NormalizeAxes(axis, x.Rank);
        if (ord is not null && axes.Count > 1) throw new AdException($"Norm: the axes are {axes}; with ord, expected one axis. Name one axis, or flatten the value with {Spell.Name("Ad.Ravel")}.", ErrorId.InvalidAxis);
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

    /// <summary>The square root of the sum of squares, scaled so that no square overflows or underflows. The scale is a constant: the length does not depend on it.</summary>
    static Value Length(Value x, Axes axes)
    {
        var (unit, spread) = Unit(Abs(x), axes, Math.Pow(x.DType.Tiny, -0.4));
        return RootOrZero(ReduceSum(Square(x / spread), axes)) * unit;
    }

    // Powers of 0 are left out, because their derivative may be infinite.
    static Value PowerNorm(Value size, Axes axes, double p)
    {
        var (unit, spread) = Unit(size, axes, 1);
        var zero = Equal(size, 0);
        var sum = ReduceSum(Where(zero, p > 0 ? 0 : double.PositiveInfinity, Pow(Where(zero, 1, size / spread), p)), axes);
        var none = LogicalOr(Equal(sum, 0), Equal(sum, double.PositiveInfinity));
        return Where(none, p > 0 ? sum : 0, Pow(Where(none, 1, sum), 1 / p)) * unit;
    }

    /// <summary>The scale of each vector, and broadcast to its elements: its greatest element if that or its inverse exceeds a range, otherwise 1.</summary>
    static (Value Unit, Value Spread) Unit(Value size, Axes axes, double range)
    {
        var greatest = StopGradient(ReduceMax(size, axes));
        var extreme = LogicalAnd(LogicalOr(Less(greatest, 1 / range), Greater(greatest, range)), LogicalAnd(Greater(greatest, 0), IsFinite(greatest)));
        var unit = Where(extreme, greatest, 1);
        return (unit, Broadcast(unit, size.Type.Shape, axes.Complement(size.Rank)));
    }
}
