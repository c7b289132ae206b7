namespace Autodiff;

public static partial class Ad
{
    /// <summary>The median over axes (jnp.median). For an even number of elements it is the mean of the middle two. NaN propagates.</summary>
    /// <param name="x">A value of any shape; integers become f64.</param>
    /// <param name="axis">An axis or a list of axes; negative values count from the end. Default: all axes.</param>
    /// <param name="keepDims">Whether the reduced axes stay, with size 1. Default: false.</param>
    /// <exception cref="AdException">There are no elements along the axes.</exception>
    public static Value Median(Value x, Axes? axis = null, bool keepDims = false) => Quantile(x, 0.5, axis, keepDims, "midpoint");

    /// <summary>The q-th quantile over axes (jnp.quantile). NaN propagates.</summary>
    /// <param name="x">A value of any shape; integers become f64.</param>
    /// <param name="q">A number from 0 to 1, or a list of numbers, which becomes the first axis of the result.</param>
    /// <param name="axis">An axis or a list of axes; negative values count from the end. Default: all axes.</param>
    /// <param name="keepDims">Whether the reduced axes stay, with size 1. Default: false.</param>
    /// <param name="method">
    /// The interpolation between two elements: <c>linear</c>, <c>lower</c>, <c>higher</c>, <c>midpoint</c> or <c>nearest</c>. Default: <c>linear</c>.
    /// </param>
    /// <exception cref="AdException">There are no elements along the axes, q has more than one axis, or the method is unknown.</exception>
    public static Value Quantile(Value x, Value q, Axes? axis = null, bool keepDims = false, string method = "linear")
    {
        Given(x);
        Given(q);
        var axes = NormalizeAxes(axis, x.Rank);
        RefuseEmpty(x, axes);
        if (q.Rank > 1) throw new AdException($"Quantile: q is {q.Type}; expected a number or a list of numbers.", ErrorId.ShapeMismatch);
        (x, q) = (ToFloat(x), ToFloat(q));
        var kept = axes.Complement(x.Rank);
        var rows = Reshape(Permute(x, [.. kept, .. axes]), new Shape([.. x.Type.Shape.Select(kept), AxisLength(Count(x, axes))]));
        var type = x.Type;
        var y = Between(rows, q, method);
        if (q.Rank == 1) y = MoveAxisTo(y, kept.Count, 0);
        y = Cast(y, type.DType, type.Weak);
        return keepDims ? Reshape(y, new Shape([.. q.Type.Shape, .. type.Shape.Select((d, i) => axes.Contains(i) ? 1 : d)])) : y;
    }

    /// <summary>The quantiles of each row, as the last axis if q has one. The gradient with respect to q is that of the interpolation between the same two elements.</summary>
    static Value Between(Value rows, Value q, string method)
    {
        int axis = rows.Rank - 1, last = rows.Type.Shape[axis] - 1;
        var sorted = Sort(Where(Any(IsNaN(rows), axis, true), double.NaN, rows), axis);
        var place = q * (double)last;
        Value low = Floor(place), high = Ceiling(place);
        Value Read(Value at) => TakeAlong(sorted, Cast(Minimum(Maximum(at, 0), last), DType.I32), axis, OutOfRange.Clamp);
        var above = place - low;
        return method switch
        {
            "linear" => Read(low) * (1 - above) + Read(high) * above,
            "midpoint" => (Read(low) + Read(high)) * 0.5,
            "lower" => Read(low),
            "higher" => Read(high),
            "nearest" => Where(LessEqual(above, 0.5), Read(low), Read(high)),
            _ => throw new AdException($"Quantile: the method is '{method}'; expected linear, lower, higher, midpoint or nearest.", ErrorId.InvalidArgument),
        };
    }
}
