namespace Autodiff.Kernels;

/// <summary>
/// A tensor as a batch of matrices, with each group of axes merged into one. It is a view if the strides allow it, otherwise a copy.
/// </summary>
/// <param name="Elements">The elements.</param>
/// <param name="Batch">The number of matrices.</param>
/// <param name="Rows">The number of rows of a matrix.</param>
/// <param name="Columns">The number of columns of a matrix.</param>
/// <param name="BatchStride">The stride between matrices.</param>
/// <param name="RowStride">The stride between rows.</param>
/// <param name="ColumnStride">The stride between columns.</param>
readonly record struct MatrixOperand<T>(T[] Elements, int Batch, int Rows, int Columns, int BatchStride, int RowStride, int ColumnStride)
{
    public static MatrixOperand<T> Of(Tensor x, Axes batch, Axes rows, Axes columns)
    {
        var shape = x.Type.Shape;
        var strides = shape.Strides();
        int b = Count(shape, batch), r = Count(shape, rows), c = Count(shape, columns);
        if (Joined(shape, strides, batch) is { } bs && Joined(shape, strides, rows) is { } rs && Joined(shape, strides, columns) is { } cs)
            return new(x.Elements<T>(), b, r, c, bs, rs, cs);
        var order = new Axes([.. batch, .. rows, .. columns]);
        var copy = Strided.Read(x, x.Type.With(shape.Select(order)), Array.ConvertAll(order.ToArray(), a => strides[a]));
        return new(copy.Elements<T>(), b, r, c, r * c, c, 1);
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
