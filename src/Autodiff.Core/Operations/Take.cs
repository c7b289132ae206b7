using Autodiff.Families;
using Autodiff.Tracing;

namespace Autodiff;

public static partial class Ad
{
    /// <summary>The elements at some indices along an axis, or, without one, of all elements in row-major order (jnp.take).</summary>
    /// <remarks>A negative index counts from the end. Out of range it gives NaN, of integers the least (of u32 the greatest); a number written in the call is an error there.</remarks>
    /// <param name="x">The value.</param>
    /// <param name="indices">Integers of any shape, which takes the place of the axis.</param>
    /// <param name="axis">The axis, negative from the end.</param>
    /// <exception cref="AdException">The indices are no integers, or something is taken from an axis without elements.</exception>
    public static Value Take(Value x, Value indices, Axes? axis = null)
    {
        Given(x);
        Given(indices);
        if (axis is null) x = Ravel(x);
        int along = OneAxis(axis, 0, x.Rank), size = x.Type.Shape[along];
        RefuseOutOfRange(indices, size, along, nameof(Take));
        if (size == 0 && indices.Size > 0) throw new AdException($"Take: there is nothing to take from axis {along} of {x.Type}.", ErrorId.IndexOutOfRange);
        return TakeAlong(x, WrapIndex(IntegerIndex(indices), size), along, OutOfRange.Missing);
    }

    /// <summary>Gathers along one axis, whose place the indices' shape takes.</summary>
    static Value TakeAlong(Value x, Value indices, int axis, OutOfRange mode)
    {
        var shape = indices.Type.Shape;
        var windows = new GatherDimensions([.. Axes.Range(0, axis), .. Axes.Range(axis + shape.Rank, x.Rank - 1 - axis)], axis, axis);
        var sizes = x.Type.Shape.With(axis, Math.Min(1, x.Type.Shape[axis]));
        return new Gather(windows, sizes, mode).Bind(x, Reshape(indices, new Shape([.. shape, 1])));
    }

    /// <summary>For each index a new last axis that is 1 at the index and 0 elsewhere: everywhere, where it is out of range (jax.nn.one_hot).</summary>
    /// <param name="indices">Integers.</param>
    /// <param name="count">The length of the new axis.</param>
    /// <param name="dtype">The dtype; without it an f64 that yields to a partner's dtype.</param>
    /// <exception cref="AdException">The indices are no integers, or the count is negative.</exception>
    public static Value OneHot(Value indices, int count, DType? dtype = null)
    {
        Given(indices);
        if (count < 0) throw new AdException($"OneHot: the count {count} is negative.", ErrorId.InvalidShape);
        var i = IntegerIndex(indices);
        var shape = new Shape([.. i.Type.Shape, count]);
        var hot = Equal(Broadcast(i, shape, Axes.Range(0, i.Rank)), Iota(i.DType, shape, i.Rank));
        return Cast(hot, dtype ?? DType.F64, dtype is null);
    }
}
