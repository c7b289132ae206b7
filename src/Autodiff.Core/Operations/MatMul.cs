using Autodiff.Tracing;

namespace Autodiff;

public static partial class Ad
{
    /// <summary>
    /// The product of matrices (jnp.matmul). Two vectors give their inner product. A vector on the left is a row, on the right a column. Axes before the last two
    /// are batch axes, which are broadcast.
    /// </summary>
    /// <param name="x">Shape [n], [m,n] or […,m,n].</param>
    /// <param name="y">Shape [n], [n,p] or […,n,p].</param>
    /// <returns>Shape [], [m], [p], [m,p] or […,m,p]. Dtypes are promoted; booleans become i32.</returns>
    /// <exception cref="AdException">An operand is a scalar, or the shapes are incompatible.</exception>
    public static Value MatMul(Value x, Value y)
    {
        (x, y) = Factors(x, y);
        if (x.Rank == 0 || y.Rank == 0) throw new AdException($"MatMul: the shapes are {x.Type.Shape} and {y.Type.Shape}; expected at least one axis each. To multiply by a scalar, use {Spell.Name("Ad.Multiply", "x", "y")}.", ErrorId.ShapeMismatch);
        int batchX = Math.Max(x.Rank - 2, 0), batchY = Math.Max(y.Rank - 2, 0);
        if (x.Type.Shape[x.Rank - 1] != y.Type.Shape[batchY]) throw Unequal(nameof(MatMul), x, x.Rank - 1, y, batchY);
        BroadcastShapes(x.Type.Shape.Select(Axes.Range(0, batchX)), y.Type.Shape.Select(Axes.Range(0, batchY)));
        string batch = Names(Math.Max(batchX, batchY)), row = x.Rank > 1 ? "M" : "", column = y.Rank > 1 ? "N" : "";
        return Contract(x, batch[^batchX..] + row + "K", y, batch[^batchY..] + "K" + column, batch + row + column);
    }

    /// <summary>
    /// The dot product (jnp.dot). Two vectors give their inner product, two matrices their matrix product, and a scalar with any value the elementwise product.
    /// Otherwise it is the sum over the last axis of <paramref name="x"/> and the last but one of <paramref name="y"/>.
    /// </summary>
    /// <param name="x">Shape [], [n] or […,n].</param>
    /// <param name="y">Shape [], [n] or […,n,p].</param>
    /// <returns>The remaining axes of x, then those of y. Dtypes are promoted; booleans become i32.</returns>
    /// <exception cref="AdException">The shapes are incompatible.</exception>
    public static Value Dot(Value x, Value y)
    {
        (x, y) = Factors(x, y);
        if (x.Rank == 0 || y.Rank == 0) return x * y;
        int axisX = x.Rank - 1, axisY = Math.Max(y.Rank - 2, 0);
        return x.Type.Shape[axisX] == y.Type.Shape[axisY] ? new Dot([], [], axisX, axisY).Bind(x, y) : throw Unequal(nameof(Dot), x, axisX, y, axisY);
    }

    /// <summary>The outer product: each element of x times each element of y (jnp.outer). Both are flattened.</summary>
    /// <param name="x">A value of m elements.</param>
    /// <param name="y">A value of n elements.</param>
    /// <returns>Shape [m,n].</returns>
    public static Value Outer(Value x, Value y)
    {
        (x, y) = Factors(x, y);
        return Reshape(x, new IntegerList(-1, 1)) * Reshape(y, new IntegerList(1, -1));
    }

    static AdException Unequal(string operation, Value x, int axisX, Value y, int axisY) => new(
        $"{operation}: the shapes {x.Type.Shape} and {y.Type.Shape} do not match: axis {axisX} of the first has {x.Type.Shape[axisX]} elements, but axis {axisY} of the second has {y.Type.Shape[axisY]}.", ErrorId.ShapeMismatch);
}
