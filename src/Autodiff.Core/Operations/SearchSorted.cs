namespace Autodiff;

public static partial class Ad
{
    /// <summary>
    /// The indices at which values are inserted into a sorted array to keep it sorted (jnp.searchsorted). The result is i32. NaN is greater than all numbers.
    /// </summary>
    /// <param name="a">Ascending numbers with one axis.</param>
    /// <param name="v">The values to insert, of any shape.</param>
    /// <param name="side"><c>left</c>: before equal elements. <c>right</c>: after them. Default: <c>left</c>.</param>
    /// <exception cref="AdException">a does not have exactly one axis, or the side is unknown.</exception>
    public static Value SearchSorted(Value a, Value v, string side = "left")
    {
        Given(a);
        Given(v);
        bool left = string.Equals(side, "left", StringComparison.OrdinalIgnoreCase);
        if (!left && !string.Equals(side, "right", StringComparison.OrdinalIgnoreCase)) throw new AdException($"SearchSorted: the side is '{side}'; expected 'left' or 'right'.", ErrorId.InvalidArgument);
        if (a.Rank != 1) throw new AdException($"SearchSorted: a is {a.Type}; expected a sorted array with one axis.", ErrorId.ShapeMismatch);
        var matched = MatchDTypes(StopGradient(Numeric(a)), StopGradient(Numeric(v)));
        var (array, value) = (matched[0], matched[1]);

        // Binary search until one position is left: low < position ≤ high, or position = 0.
        int n = array.Type.Shape[0];
        Value low = Tensor.Zeros(new(DType.I32, value.Type.Shape)), high = Tensor.Full(new(DType.I32, value.Type.Shape), n);
        for (int width = n; width > 0; width /= 2)
        {
            var middle = ShiftRight(low + high, 1);
            var below = IsPlacedBefore(value, TakeAlong(array, middle, 0, OutOfRange.Clamp), left);
            (low, high) = (Where(below, low, middle), Where(below, middle, high));
        }
        return high;
    }

    static Value IsPlacedBefore(Value value, Value element, bool left)
    {
        var before = left ? LessEqual(value, element) : Less(value, element);
        if (!value.Type.IsFloat) return before;
        var last = IsNaN(element);
        return LogicalOr(before, left ? last : LogicalAnd(last, LogicalNot(IsNaN(value))));
    }

    /// <summary>Linear interpolation between points (jnp.interp).</summary>
    /// <param name="x">The positions to evaluate at, of any shape.</param>
    /// <param name="xp">The positions of the points: ascending, with one axis.</param>
    /// <param name="fp">The values at the points, of the shape of <paramref name="xp"/>.</param>
    /// <param name="left">The value before the first point. Default: the value at the first point.</param>
    /// <param name="right">The value after the last point. Default: the value at the last point.</param>
    /// <exception cref="AdException">xp and fp differ in shape, do not have exactly one axis, or are empty.</exception>
    public static Value Interp(Value x, Value xp, Value fp, Value? left = null, Value? right = null)
    {
        Given(x);
        Given(xp);
        Given(fp);
        if (xp.Rank != 1 || fp.Type.Shape != xp.Type.Shape || xp.Size == 0) throw new AdException($"Interp: the points are {xp.Type} and the values are {fp.Type}; expected one axis each, of equal length and at least 1.", ErrorId.ShapeMismatch);
        var matched = MatchDTypes(ToFloat(x), ToFloat(xp));
        (x, xp, fp) = (matched[0], matched[1], ToFloat(fp));
        int n = xp.Type.Shape[0];
        Value At(Value points, Value i) => TakeAlong(points, i, 0, OutOfRange.Clamp);

        Value y;
        if (n == 1) y = BroadcastTo(Reshape(fp, default(Shape)), x.Type.Shape);
        else
        {
            var i = Minimum(Maximum(SearchSorted(xp, x, "right"), 1), n - 1);
            var (x0, f0) = (At(xp, i - 1), At(fp, i - 1));
            var step = At(xp, i) - x0;
            // Coinciding points have no slope.
            var same = LessEqual(Abs(step), xp.DType.Epsilon * xp.DType.Epsilon);
            y = Where(same, f0, f0 + (x - x0) / Where(same, 1, step) * (At(fp, i) - f0));
        }
        y = Where(Less(x, Index(xp, [0])), left ?? Index(fp, [0]), y);
        return Where(Greater(x, Index(xp, [-1])), right ?? Index(fp, [-1]), y);
    }
}
