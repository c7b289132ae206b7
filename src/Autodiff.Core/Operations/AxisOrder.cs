using Autodiff.Tracing;

namespace Autodiff;

// The same elements with their axes, or along them, in another order.
public static partial class Ad
{
    /// <summary>Exchanges two axes (jnp.swapaxes).</summary>
    /// <param name="x">The value.</param>
    /// <param name="axis1">One axis, negative from the end.</param>
    /// <param name="axis2">The other.</param>
    public static Value SwapAxes(Value x, Axes axis1, Axes axis2)
    {
        Given(x);
        int a = OneAxis(axis1, 0, x.Rank), b = OneAxis(axis2, 0, x.Rank);
        var p = Axes.Range(0, x.Rank).ToArray();
        (p[a], p[b]) = (b, a);
        return Permute(x, new(p));
    }

    /// <summary>Moves axes to other places; the others keep their order (jnp.moveaxis).</summary>
    /// <param name="x">The value.</param>
    /// <param name="source">The axis, or several.</param>
    /// <param name="destination">Where in the result each of them is.</param>
    /// <exception cref="AdException">There are not as many places as axes.</exception>
    public static Value MoveAxis(Value x, Axes source, Axes destination)
    {
        Given(x);
        var (from, to) = (NormalizeAxes(source, x.Rank), NormalizeAxes(destination, x.Rank));
        if (from.Count != to.Count) throw new AdException($"MoveAxis: {source} and {destination} are not as many axes.", ErrorId.InvalidAxis);
        var p = new int[x.Rank];
        for (int i = 0; i < from.Count; i++) p[to[i]] = from[i];
        var (places, rest) = (to.Complement(x.Rank), from.Complement(x.Rank));
        for (int i = 0; i < rest.Count; i++) p[places[i]] = rest[i];
        return Permute(x, new(p));
    }

    /// <summary>Moves elements along axes; what leaves at one end comes in at the other (jnp.roll).</summary>
    /// <param name="x">The value.</param>
    /// <param name="shift">By how much, towards higher indices; one integer for all axes, or one for each. It may be known only when it runs.</param>
    /// <param name="axis">The axis, or several; without it, all elements in row-major order.</param>
    /// <exception cref="AdException">The shift is no integer, or there are not as many as axes.</exception>
    public static Value Roll(Value x, Value shift, Axes? axis = null)
    {
        Given(x);
        Given(shift);
        if (axis is null) return Reshape(Roll(Ravel(x), shift, 0), x.Type.Shape);
        var axes = NormalizeAxes(axis, x.Rank);
        shift = IntegerIndex(shift);
        if (shift.Rank > 1 || shift.Rank == 1 && shift.Type.Shape[0] != axes.Count) throw new AdException($"Roll: the shift {shift.Type} must be one integer, or one for each of the axes {axes}.", ErrorId.ShapeMismatch);
        for (int i = 0; i < axes.Count; i++) x = RollAxis(x, shift.Rank == 0 ? shift : Index(shift, [i]), axes[i]);
        return x;
    }

    static Value RollAxis(Value x, Value shift, int axis)
    {
        int n = x.Type.Shape[axis];
        if (n == 0) return x;
        if (shift is Tensor t)
        {
            // The element at cut comes first.
            int cut = (int)((n - (long)t.Number(0) % n) % n);
            return cut == 0 ? x : Join([SliceAxis(x, axis, cut, n), SliceAxis(x, axis, 0, cut)], axis);
        }
        var starts = new Value[x.Rank];
        Array.Fill(starts, Tensor.Zeros(shift.Type));
        starts[axis] = n - Mod(shift, n);
        return new DynamicSlice(x.Type.Shape).Bind([Join([x, x], axis), .. starts]);
    }
}
