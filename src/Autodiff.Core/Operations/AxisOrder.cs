using Autodiff.Tracing;

namespace Autodiff;

// Operations that reorder axes, or elements along them.
public static partial class Ad
{
    /// <summary>Exchanges two axes (jnp.swapaxes).</summary>
    /// <param name="x">A value of any dtype.</param>
    /// <param name="axis1">An axis; negative values count from the end.</param>
    /// <param name="axis2">The axis to exchange it with; negative values count from the end.</param>
    public static Value SwapAxes(Value x, Axes axis1, Axes axis2)
    {
        Given(x);
        int a = OneAxis(axis1, 0, x.Rank), b = OneAxis(axis2, 0, x.Rank);
        var p = Axes.Range(0, x.Rank).ToArray();
        (p[a], p[b]) = (b, a);
        return Permute(x, new(p));
    }

    /// <summary>Moves axes to other positions; the other axes keep their order (jnp.moveaxis).</summary>
    /// <param name="x">A value of any dtype.</param>
    /// <param name="source">An axis or a list of axes to move; negative values count from the end.</param>
    /// <param name="destination">The position of each of them in the result.</param>
    /// <exception cref="AdException">An axis is out of range or listed twice, or the two lists differ in length.</exception>
    public static Value MoveAxis(Value x, Axes source, Axes destination)
    {
        Given(x);
        var (from, to) = (NormalizeAxes(source, x.Rank), NormalizeAxes(destination, x.Rank));
        if (from.Count != to.Count) throw new AdException($"MoveAxis: {source} and {destination} must name the same number of axes.", ErrorId.InvalidAxis);
        var p = new int[x.Rank];
        for (int i = 0; i < from.Count; i++) p[to[i]] = from[i];
        var (places, rest) = (to.Complement(x.Rank), from.Complement(x.Rank));
        for (int i = 0; i < rest.Count; i++) p[places[i]] = rest[i];
        return Permute(x, new(p));
    }

    /// <summary>Shifts elements along axes; elements that leave at one end return at the other (jnp.roll).</summary>
    /// <param name="x">A value of any dtype.</param>
    /// <param name="shift">The distance, towards higher indices: one integer for all axes, or one for each axis. It may be traced.</param>
    /// <param name="axis">An axis or a list of axes; negative values count from the end. Default: all elements are shifted in row-major order.</param>
    /// <exception cref="AdException">The shift is not an integer, or its length differs from the number of axes.</exception>
    public static Value Roll(Value x, Value shift, Axes? axis = null)
    {
        Given(x);
        Given(shift);
        if (axis is null) return Reshape(Roll(Ravel(x), shift, 0), x.Type.Shape);
        var axes = NormalizeAxes(axis, x.Rank);
        shift = IntegerIndex(shift);
        if (shift.Rank > 1 || shift.Rank == 1 && shift.Type.Shape[0] != axes.Count) throw new AdException($"Roll: the shift is {shift.Type}; expected one integer, or one for each of the axes {axes}.", ErrorId.ShapeMismatch);
        for (int i = 0; i < axes.Count; i++) x = RollAxis(x, shift.Rank == 0 ? shift : Index(shift, [i]), axes[i]);
        return x;
    }

    static Value RollAxis(Value x, Value shift, int axis)
    {
        int n = x.Type.Shape[axis];
        if (n == 0) return x;
        if (shift is Tensor t)
        {
            // The element at index cut comes first.
            int cut = (int)((n - (long)t.ToDouble(0) % n) % n);
            return cut == 0 ? x : Join([SliceAxis(x, axis, cut, n), SliceAxis(x, axis, 0, cut)], axis);
        }
        var starts = new Value[x.Rank];
        Array.Fill(starts, Tensor.Zeros(shift.Type));
        starts[axis] = n - Mod(shift, n);
        return new DynamicSlice(x.Type.Shape).Bind([Join([x, x], axis), .. starts]);
    }
}
