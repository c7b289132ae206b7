namespace Autodiff;

public static partial class Ad
{
    /// <summary>The middle of the elements in order, the mean of the two in the middle where they are even; along all axes or some (jnp.median). Where one is NaN it is NaN.</summary>
    /// <param name="x">The value; integers become f64.</param>
    /// <param name="axis">An axis or several, negative ones from the end; all without it.</param>
    /// <param name="keepDims">Whether the axes stay, with one element each.</param>
    /// <exception cref="AdException">There is no element along the axes.</exception>
    public static Value Median(Value x, Axes? axis = null, bool keepDims = false) => Quantile(x, 0.5, axis, keepDims, "midpoint");

    /// <summary>What a part of the elements does not exceed, along all axes or some (jnp.quantile). Where one is NaN it is NaN.</summary>
    /// <param name="x">The value; integers become f64.</param>
    /// <param name="q">The part, from 0 to 1; several are the first axis of the result.</param>
    /// <param name="axis">An axis or several, negative ones from the end; all without it.</param>
    /// <param name="keepDims">Whether the axes stay, with one element each.</param>
    /// <param name="method">What is taken between two elements: <c>linear</c>, <c>lower</c>, <c>higher</c>, <c>midpoint</c> or <c>nearest</c>.</param>
    /// <exception cref="AdException">There is no element along the axes, q has more than one axis, or the method is another word.</exception>
    public static Value Quantile(Value x, Value q, Axes? axis = null, bool keepDims = false, string method = "linear")
    {
        Given(x);
        Given(q);
        var axes = NormalizeAxes(axis, x.Rank);
        RefuseEmpty(x, axes);
        if (q.Rank > 1) throw new AdException($"Quantile: q must be a number or a list of numbers, not {q.Type}.", ErrorId.ShapeMismatch);
        (x, q) = (ToFloat(x), ToFloat(q));
        var kept = axes.Complement(x.Rank);
        var rows = Reshape(Permute(x, [.. kept, .. axes]), new Shape([.. x.Type.Shape.Select(kept), AxisLength(Count(x, axes))]));
        var type = x.Type;
        var y = Between(rows, q, method);
        if (q.Rank == 1) y = MoveAxisTo(y, kept.Count, 0);
        y = Cast(y, type.DType, type.Weak);
        return keepDims ? Reshape(y, new Shape([.. q.Type.Shape, .. type.Shape.Select((d, i) => axes.Contains(i) ? 1 : d)])) : y;
    }

    /// <summary>The quantiles of each row, as the last axis if q has one. What is not smooth in q, the two elements that are read, is constant between jumps.</summary>
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
            _ => throw new AdException($"Quantile: the method '{method}' is none of linear, lower, higher, midpoint and nearest.", ErrorId.InvalidArgument),
        };
    }
}
