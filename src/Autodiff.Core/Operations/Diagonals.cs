namespace Autodiff;

public static partial class Ad
{
    /// <summary>The diagonal of matrices, as the last axis of the result (jnp.diagonal).</summary>
    /// <param name="x">A value with at least two axes.</param>
    /// <param name="offset">The number of columns to the right of the main diagonal; negative values are below it. Default: 0.</param>
    /// <param name="axis1">The axis of the rows; negative values count from the end. Default: 0.</param>
    /// <param name="axis2">The axis of the columns; negative values count from the end. Default: 1.</param>
    /// <exception cref="AdException">There are fewer than two axes, or both axes are the same.</exception>
    public static Value Diagonal(Value x, int offset = 0, Axes? axis1 = null, Axes? axis2 = null)
    {
        Given(x);
        if (x.Rank < 2) throw new AdException($"Diagonal: x is {x.Type}; expected a matrix.", ErrorId.ShapeMismatch);
        int a = OneAxis(axis1, 0, x.Rank), b = OneAxis(axis2, 1, x.Rank);
        if (a == b) throw new AdException($"Diagonal: the axes of rows and columns are both {a}; expected two different axes.", ErrorId.InvalidAxis);
        x = MoveAxis(x, new(a, b), new(-2, -1));
        var shape = x.Type.Shape;
        int rank = x.Rank, rows = shape[rank - 2], columns = shape[rank - 1];
        long count = Math.Min(rows + Math.Min(offset, 0L), columns - Math.Max(offset, 0L));
        var flat = Reshape(x, new Shape([.. shape.Dims[..^2], AxisLength((long)rows * columns)]));
        if (count <= 0) return SliceAxis(flat, rank - 2, 0, 0);
        // In row-major order the elements of a diagonal are columns + 1 apart.
        int first = offset >= 0 ? offset : -offset * columns;
        return SliceAxis(flat, rank - 2, first, first + ((int)count - 1) * (columns + 1) + 1, columns + 1);
    }

    /// <summary>The sum of the diagonal of matrices (jnp.trace). The dtypes bool, i32 and u32 become i64.</summary>
    /// <inheritdoc cref="Diagonal"/>
    public static Value Trace(Value x, int offset = 0, Axes? axis1 = null, Axes? axis2 = null) => Sum(Diagonal(x, offset, axis1, axis2), -1);

    /// <summary>The lower triangle of matrices; elements above a diagonal become 0 (jnp.tril).</summary>
    /// <param name="x">A value with at least two axes; the last two are rows and columns.</param>
    /// <param name="k">The number of columns from the main diagonal to the diagonal; negative values are below it. Default: 0.</param>
    /// <exception cref="AdException">There are fewer than two axes.</exception>
    public static Value Tril(Value x, int k = 0) => Triangle(x, k, true, nameof(Tril));

    /// <summary>The upper triangle of matrices; elements below a diagonal become 0 (jnp.triu).</summary>
    /// <inheritdoc cref="Tril"/>
    public static Value Triu(Value x, int k = 0) => Triangle(x, k, false, nameof(Triu));

    static Value Triangle(Value x, int k, bool lower, string operation)
    {
        Given(x, nameof(x), operation);
        if (x.Rank < 2) throw new AdException($"{operation}: x is {x.Type}; expected a matrix.", ErrorId.ShapeMismatch);
        var matrix = x.Type.Shape.From(x.Rank - 2);
        var above = Iota(DType.I32, matrix, 1) - Iota(DType.I32, matrix, 0);
        return Where(lower ? LessEqual(above, k) : GreaterEqual(above, k), x, Cast(0, x.DType, x.Type.Weak));
    }
}
