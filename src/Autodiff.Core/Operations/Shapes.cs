using System.Runtime.CompilerServices;

namespace Autodiff;

// Other shapes of the same elements.
public static partial class Ad
{
    /// <summary>The elements along one axis, in row-major order (jnp.ravel).</summary>
    public static Value Ravel(Value x)
    {
        Given(x);
        return x.Rank == 1 ? x : Reshape(x, new Shape(AxisLength(x.Size)));
    }

    /// <summary>A length of an axis.</summary>
    static int AxisLength(long size, [CallerMemberName] string operation = "") =>
        size <= int.MaxValue ? (int)size : throw new AdException($"{operation}: {size} elements do not fit one axis, which holds at most {int.MaxValue}.", ErrorId.TooLarge);

    /// <summary>Puts in axes of one element (jnp.expand_dims).</summary>
    /// <param name="x">The value.</param>
    /// <param name="axis">Where in the result the new axis is, or several; negative from the end.</param>
    /// <exception cref="AdException">An axis is out of range, or named twice.</exception>
    public static Value ExpandDims(Value x, Axes axis)
    {
        Given(x);
        int rank = x.Rank + axis.Count, from = 0;
        var added = NormalizeAxes(axis, rank);
        var dims = new int[rank];
        for (int i = 0; i < rank; i++) dims[i] = added.Contains(i) ? 1 : x.Type.Shape[from++];
        return Reshape(x, new Shape(dims));
    }

    /// <summary>Takes axes of one element out (jnp.squeeze).</summary>
    /// <param name="x">The value.</param>
    /// <param name="axis">The axis, or several; without it, all that have one element.</param>
    /// <exception cref="AdException">An axis has other than one element.</exception>
    public static Value Squeeze(Value x, Axes? axis = null)
    {
        Given(x);
        var shape = x.Type.Shape;
        var axes = axis is null ? new Axes([.. Enumerable.Range(0, x.Rank).Where(i => shape[i] == 1)]) : NormalizeAxes(axis, x.Rank);
        foreach (int i in axes)
            if (shape[i] != 1) throw new AdException($"Squeeze: axis {i} of {x.Type} has {shape[i]} elements; only an axis of one can be left out.", ErrorId.ShapeMismatch);
        return Reshape(x, shape.Without(axes));
    }

    /// <summary>Joins values of one shape along a new axis (jnp.stack). Dtypes are promoted.</summary>
    /// <param name="values">At least one.</param>
    /// <param name="axis">Where in the result the axis is, 0 without it; negative from the end.</param>
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
