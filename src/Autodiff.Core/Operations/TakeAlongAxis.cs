using Autodiff.Families;
using Autodiff.Tracing;

namespace Autodiff;

public static partial class Ad
{
    /// <summary>For each row along an axis the elements at its own indices (jnp.take_along_axis): what undoes ArgSort, or reads at ArgMax.</summary>
    /// <remarks>A negative index counts from the end. Out of range it gives NaN, of integers the least (of u32 the greatest).</remarks>
    /// <param name="x">The value.</param>
    /// <param name="indices">Integers with as many axes as <paramref name="x"/>; but for the axis the shapes broadcast together.</param>
    /// <param name="axis">The axis, the last without it; negative from the end.</param>
    /// <exception cref="AdException">The indices are no integers, or the shapes do not fit.</exception>
    public static Value TakeAlongAxis(Value x, Value indices, Axes? axis = null)
    {
        Given(x);
        Given(indices);
        if (indices.Rank != x.Rank) throw new AdException($"TakeAlongAxis: the indices {indices.Type} must have as many axes as {x.Type}.", ErrorId.ShapeMismatch);
        int along = OneAxis(axis, -1, x.Rank), size = x.Type.Shape[along], count = indices.Type.Shape[along];
        if (size == 0 && count > 0) throw new AdException($"TakeAlongAxis: there is nothing to take from axis {along} of {x.Type}.", ErrorId.IndexOutOfRange);
        var rows = BroadcastShapes(x.Type.Shape.With(along, 1), indices.Type.Shape.With(along, 1));
        var at = WrapIndex(IntegerIndex(BroadcastTo(indices, rows.With(along, count))), size);
        var rest = new Axes(along).Complement(x.Rank);
        var sizes = rows.Select(Axes.Range(0, x.Rank)).ToArray();
        for (int i = 0; i < sizes.Length; i++) sizes[i] = Math.Min(1, i == along ? size : rows[i]);
        return new Gather(new(default, along, along, rest, rest), new Shape(sizes), OutOfRange.Missing).Bind(BroadcastTo(x, rows.With(along, size)), ExpandDims(at, x.Rank));
    }
}
