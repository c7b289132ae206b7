using Autodiff.Tracing;

namespace Autodiff.Families;

/// <summary>
/// The tangents of cumulative operations along an axis, from the derivative of the operation on two elements. Neighbours are combined first, then every second result,
/// as in jax.lax.associative_scan. This order determines how ties of a cumulative maximum share a tangent.
/// </summary>
static class AssociativeScan
{
    /// <summary>Each element combined with all elements before it, and the tangent of that.</summary>
    public static (Value Value, Value Tangent) Run(SingleResult pair, (Value, Value) x, int axis)
    {
        int n = x.Item1.Type.Shape[axis];
        if (n < 2) return x;
        var odd = Run(pair, Combine(pair, Part(x, axis, 0, n - 1, 2), Part(x, axis, 1, n, 2)), axis);
        var first = Part(x, axis, 0, 1);
        if (n == 2) return Map(first, odd, (a, b) => Ad.Join([a, b], axis));
        var before = n % 2 == 0 ? Part(odd, axis, 0, n / 2 - 1) : odd;
        var even = Map(first, Combine(pair, before, Part(x, axis, 2, n, 2)), (a, b) => Ad.Join([a, b], axis));
        return Map(even, odd, (e, o) => Interleave(e, o, axis));
    }

    static (Value, Value) Combine(SingleResult pair, (Value Value, Value Tangent) a, (Value Value, Value Tangent) b)
    {
        var (y, dy) = pair.JvpOne([a.Value, b.Value], [a.Tangent, b.Tangent]);
        return (y, dy!);
    }

    static (Value, Value) Part((Value, Value) x, int axis, int start, int limit, int stride = 1) =>
        (Ad.SliceAxis(x.Item1, axis, start, limit, stride), Ad.SliceAxis(x.Item2, axis, start, limit, stride));

    static (Value, Value) Map((Value, Value) a, (Value, Value) b, Func<Value, Value, Value> f) => (f(a.Item1, b.Item1), f(a.Item2, b.Item2));

    // Joins even and odd elements along a new axis after the given one, then merges the two axes.
    static Value Interleave(Value even, Value odd, int axis)
    {
        int n = even.Type.Shape[axis] + odd.Type.Shape[axis];
        if (n % 2 == 1) odd = Ad.PadAxis(odd, axis, 0, 1, 0);
        var both = Ad.Stack([even, odd], axis + 1);
        var all = Ad.Reshape(both, even.Type.Shape.With(axis, n + n % 2));
        return Ad.SliceAxis(all, axis, 0, n);
    }
}
