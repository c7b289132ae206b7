using System.Runtime.CompilerServices;

namespace Autodiff;

// Operations that change the shape of a value.
public static partial class Ad
{
    /// <summary>The elements in row-major order, along one axis (jnp.ravel).</summary>
    public static Value Ravel(Value x)
    {
        Given(x);
        return x.Rank == 1 ? x : Reshape(x, new Shape(AxisLength(x.Size)));
    }

    /// <summary>The size of an axis, which must fit an int.</summary>
    static int AxisLength(long size, [CallerMemberName] string operation = "") =>
        size <= int.MaxValue ? (int)size : throw new AdException($"{operation}: {size} elements exceed the limit of one axis, {int.MaxValue}.", ErrorId.TooLarge);

    /// <summary>Inserts axes of size 1 (jnp.expand_dims).</summary>
    /// <param name="x">A value of any dtype.</param>
    /// <param name="axis">The position of the new axis in the result, or a list of positions; negative values count from the end.</param>
    /// <exception cref="AdException">An axis is out of range, or is listed twice.</exception>
    public static Value ExpandDims(Value x, Axes axis)
    {
        Given(x);
        int rank = x.Rank + axis.Count, from = 0;
        var added = NormalizeAxes(axis, rank);
        var dims = new int[rank];
        for (int i = 0; i < rank; i++) dims[i] = added.Contains(i) ? 1 : x.Type.Shape[from++];
        return Reshape(x, new Shape(dims));
    }

    /// <summary>Removes axes of size 1 (jnp.squeeze).</summary>
    /// <param name="x">A value of any dtype.</param>
    /// <param name="axis">An axis or a list of axes; negative values count from the end. Default: all axes of size 1.</param>
    /// <exception cref="AdException">The size of an axis is not 1.</exception>
    public static Value Squeeze(Value x, Axes? axis = null)
    {
        Given(x);
        var shape = x.Type.Shape;
        var axes = axis is null ? new Axes([.. Enumerable.Range(0, x.Rank).Where(i => shape[i] == 1)]) : NormalizeAxes(axis, x.Rank);
        foreach (int i in axes)
            if (shape[i] != 1) throw new AdException($"Squeeze: axis {i} of {x.Type} has {shape[i]} elements; only an axis of 1 element can be removed.", ErrorId.ShapeMismatch);
        return Reshape(x, shape.Without(axes));
    }

    /// <summary>Joins values of equal shape along a new axis (jnp.stack). Dtypes are promoted.</summary>
    /// <param name="values">At least one value.</param>
    /// <param name="axis">The position of the new axis in the result; negative values count from the end. Default: 0.</param>
    /// <exception cref="AdException">There is no value, or the shapes differ.</exception>
    public static Value Stack(Value[] values, Axes? axis = null)
    {
        var x = GivenAll(values);
        foreach (var v in x)
            if (v.Type.Shape != x[0].Type.Shape) throw new AdException($"Stack: the shapes {string.Join(", ", x.Select(u => u.Type.Shape))} must be equal.", ErrorId.ShapeMismatch);
        int along = OneAxis(axis, 0, x[0].Rank + 1);
        return Join(Array.ConvertAll(MatchDTypes(x), v => ExpandDims(v, along)), along);
    }
}
