namespace Autodiff.Families;

/// <summary>Shared by primitives of square matrices. The last two axes are rows and columns; the axes before are the batch.</summary>
static class Matrices
{
    /// <summary>Whether a type is that of floating-point square matrices.</summary>
    public static bool IsSquare(TensorType x) => x.IsFloat && x.Rank >= 2 && x.Shape[x.Rank - 1] == x.Shape[x.Rank - 2];

    /// <summary>The sizes of the batch axes.</summary>
    public static Shape Batch(TensorType x) => x.Shape.Select(Axes.Range(0, x.Rank - 2));

    /// <summary>
    /// Right-hand sides […,n,m] with a batch axis 0 that the matrices do not have, as more columns, so that nothing is factored twice; and the function that restores the axis.
    /// </summary>
    public static (Value Columns, Func<Value, Value> Back) AsColumns(Value b, int size)
    {
        var shape = b.Type.Shape.From(1);
        int columns = shape[shape.Rank - 1];
        var wide = shape.With(shape.Rank - 1, columns * size);
        var split = new Shape([.. shape.From(0).Select(Axes.Range(0, shape.Rank - 1)), size, columns]);
        return (Ad.Reshape(Ad.MoveAxisTo(b, 0, b.Rank - 2), wide), y => Ad.MoveAxisTo(Ad.Reshape(y, split), split.Rank - 2, 0));
    }
}
