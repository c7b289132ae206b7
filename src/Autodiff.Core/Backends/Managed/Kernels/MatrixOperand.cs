namespace Autodiff.Backends.Managed;

/// <summary>
/// A tensor as a batch of matrices, with each group of axes merged into one. It is a view if the strides allow it, otherwise a copy.
/// </summary>
/// <param name="elements">The elements.</param>
/// <param name="batch">The number of matrices.</param>
/// <param name="rows">The rows of each.</param>
/// <param name="columns">The columns of each.</param>
/// <param name="batchStride">The distance from one matrix to the next.</param>
/// <param name="rowStride">The distance from one row to the next.</param>
/// <param name="columnStride">The distance from one column to the next.</param>
readonly ref struct MatrixOperand<T>(ReadOnlySpan<T> elements, int batch, int rows, int columns, int batchStride, int rowStride, int columnStride) where T : unmanaged
{
    public readonly ReadOnlySpan<T> Elements = elements;
    public readonly int Batch = batch, Rows = rows, Columns = columns, BatchStride = batchStride, RowStride = rowStride, ColumnStride = columnStride;

    public static MatrixOperand<T> Of(Tensor x, Axes batch, Axes rows, Axes columns)
    {
        var shape = x.Type.Shape;
        var strides = shape.Strides();
        int b = Count(shape, batch), r = Count(shape, rows), c = Count(shape, columns);
        if (Joined(shape, strides, batch) is { } bs && Joined(shape, strides, rows) is { } rs && Joined(shape, strides, columns) is { } cs)
            return new(x.Elements<T>().ToSpan(), b, r, c, bs, rs, cs);
        var order = new Axes([.. batch, .. rows, .. columns]);
        var copy = new T[shape.Size];
        Strided.Read(x.Elements<T>(), copy, shape.Select(order), Array.ConvertAll(order.ToArray(), a => strides[a]));
        return new(copy, b, r, c, r * c, c, 1);
    }

    /// <summary>The same matrices with a column stride of 1.</summary>
    public MatrixOperand<T> WithDenseColumns()
    {
        if (ColumnStride == 1 || Columns <= 1) return this;
        var copy = new T[Batch * Rows * Columns];
        int n = 0;
        for (int b = 0; b < Batch; b++)
            for (int i = 0; i < Rows; i++)
                for (int j = 0, at = b * BatchStride + i * RowStride; j < Columns; j++, at += ColumnStride) copy[n++] = Elements[at];
        return new(copy, Batch, Rows, Columns, Rows * Columns, Columns, 1);
    }

    /// <summary>The transposed matrices.</summary>
    public MatrixOperand<T> Transposed() => new(Elements, Batch, Columns, Rows, BatchStride, ColumnStride, RowStride);

    static int Count(Shape shape, Axes axes) => (int)shape.Select(axes).Size;

    /// <summary>The stride of some axes merged into one, or null if they cannot be merged.</summary>
    static int? Joined(Shape shape, int[] strides, Axes axes)
    {
        int? stride = null;
        int next = 0;
        for (int i = axes.Count - 1; i >= 0; i--)
        {
            int axis = axes[i];
            if (shape[axis] == 1) continue;
            if (stride is null) stride = strides[axis];
            else if (strides[axis] != next) return null;
            next = strides[axis] * shape[axis];
        }
        return stride ?? 1;
    }
}
