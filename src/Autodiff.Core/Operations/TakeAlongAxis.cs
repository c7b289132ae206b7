using Autodiff.Families;
using Autodiff.Tracing;

namespace Autodiff;

public static partial class Ad
{
    /// <summary>The elements at indices along an axis, with separate indices for each row (jnp.take_along_axis). Use it with ArgSort and ArgMax.</summary>
    /// <remarks>A negative index counts from the end. An index out of range gives NaN (integers: the least i32 or i64, the greatest u32).</remarks>
    /// <param name="x">A value of any dtype.</param>
    /// <param name="indices">Integers with the same number of axes as <paramref name="x"/>. The other axes broadcast with those of x.</param>
    /// <param name="axis">An axis; negative values count from the end. Default: the last axis.</param>
    /// <exception cref="AdException">The indices are not integers, the shapes are incompatible, or the axis is empty.</exception>
    public static Value TakeAlongAxis(Value x, Value indices, Axes? axis = null)
    {
        Given(x);
        Given(indices);
        if (indices.Rank != x.Rank) throw new AdException($"TakeAlongAxis: the indices {indices.Type} must have as many axes as {x.Type}.", ErrorId.ShapeMismatch);
        int along = OneAxis(axis, -1, x.Rank), size = x.Type.Shape[along], count = indices.Type.Shape[along];
        if (size == 0 && count > 0) throw new AdException($"TakeAlongAxis: axis {along} of {x.Type} has no elements.", ErrorId.IndexOutOfRange);
        var rows = BroadcastShapes(x.Type.Shape.With(along, 1), indices.Type.Shape.With(along, 1));
        var at = WrapIndex(IntegerIndex(BroadcastTo(indices, rows.With(along, count))), size);
        var rest = new Axes(along).Complement(x.Rank);
        var sizes = rows.Select(Axes.Range(0, x.Rank)).ToArray();
        for (int i = 0; i < sizes.Length; i++) sizes[i] = Math.Min(1, i == along ? size : rows[i]);
        return new Gather(new(default, along, along, rest, rest), new Shape(sizes), OutOfRange.Missing).Bind(BroadcastTo(x, rows.With(along, size)), ExpandDims(at, x.Rank));
    }
}
