using Autodiff.Families;
using Autodiff.Tracing;

namespace Autodiff;

public static partial class Ad
{
    /// <summary>The elements at indices along an axis (jnp.take).</summary>
    /// <remarks>
    /// A negative index counts from the end. An index out of range gives NaN (integers: the least i32 or i64, the greatest u32), but a plain number out of range is
    /// an error.
    /// </remarks>
    /// <param name="x">A value of any dtype.</param>
    /// <param name="indices">Integers of any shape, which replaces the axis in the result.</param>
    /// <param name="axis">An axis; negative values count from the end. Default: all elements in row-major order, as one axis.</param>
    /// <exception cref="AdException">The indices are not integers, a plain number is out of range, or the axis is empty.</exception>
    public static Value Take(Value x, Value indices, Axes? axis = null)
    {
        Given(x);
        Given(indices);
        if (axis is null) x = Ravel(x);
        int along = OneAxis(axis, 0, x.Rank), size = x.Type.Shape[along];
        RefuseOutOfRange(indices, size, along, nameof(Take));
        if (size == 0 && indices.Size > 0) throw new AdException($"Take: axis {along} of {x.Type} has no elements.", ErrorId.IndexOutOfRange);
        return TakeAlong(x, WrapIndex(IntegerIndex(indices), size), along, OutOfRange.Missing);
    }

    /// <summary>Gathers along one axis; the shape of the indices replaces it.</summary>
    internal static Value TakeAlong(Value x, Value indices, int axis, OutOfRange mode)
    {
        var shape = indices.Type.Shape;
        var windows = new GatherDimensions([.. Axes.Range(0, axis), .. Axes.Range(axis + shape.Rank, x.Rank - 1 - axis)], axis, axis);
        var sizes = x.Type.Shape.With(axis, Math.Min(1, x.Type.Shape[axis]));
        return new Gather(windows, sizes, mode).Bind(x, Reshape(indices, new Shape([.. shape, 1])));
    }

    /// <summary>A one-hot encoding: along a new last axis, 1 at each index and 0 elsewhere (jax.nn.one_hot). For an index out of range all elements are 0.</summary>
    /// <param name="indices">Integers of any shape.</param>
    /// <param name="count">The size of the new axis.</param>
    /// <param name="dtype">The dtype. Default: weak f64, which takes the dtype of the other operand, such as f32.</param>
    /// <exception cref="AdException">The indices are not integers, or the count is negative.</exception>
    public static Value OneHot(Value indices, int count, DType? dtype = null)
    {
        Given(indices);
        if (count < 0) throw new AdException($"OneHot: the count is {count}; expected at least 0.", ErrorId.InvalidShape);
        var i = IntegerIndex(indices);
        var shape = new Shape([.. i.Type.Shape, count]);
        var hot = Equal(Broadcast(i, shape, Axes.Range(0, i.Rank)), Iota(i.DType, shape, i.Rank));
        return Cast(hot, dtype ?? DType.F64, dtype is null);
    }
}
