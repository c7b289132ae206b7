namespace Autodiff;

public static partial class Ad
{
    /// <summary>
    /// One step of Gaussian elimination with partial pivoting, in terms of other operations: what <see cref="Lu"/> is lowered to. What is chosen by a row or column
    /// is a sum over a mask, which picks one element.
    /// </summary>
    /// <param name="a">Matrices [b,n,n], eliminated before column k.</param>
    /// <param name="order">The order of their rows so far, i32[b,n].</param>
    /// <param name="sign">Its sign [b].</param>
    /// <param name="k">The column, a scalar i32.</param>
    internal static Value[] EliminateColumn(Value a, Value order, Value sign, Value k)
    {
        int b = a.Type.Shape[0], n = a.Type.Shape[1];
        Value Rows(Value x) => BroadcastTo(Reshape(x, new Shape([.. x.Shape, 1])), a.Type.Shape);
        Value Columns(Value x) => BroadcastTo(Reshape(x, new Shape(x.Rank == 2 ? b : 1, 1, n)), a.Type.Shape);
        Value Pick(Value mask, Value x, int axis) => Sum(Where(mask, x, ZerosLike(x)), new Axes(axis));
        Value Exchanged(Value x, Value isK, Value isPivot, Value atK, Value atPivot) => Where(isK, atPivot, Where(isPivot, atK, x));

        Value indices = Iota(DType.I32, new Shape(b, n), 1), isColumn = Equal(indices, k), isBelow = Greater(indices, k);
        var sizes = Where(Less(indices, k), -1.0, Abs(Pick(Columns(isColumn), a, 2)));
        var pivot = ArgMax(sizes, 1);
        var isPivot = Equal(indices, Reshape(pivot, new Shape(b, 1)));

        Value pivotRow = Pick(Rows(isPivot), a, 1), orderAtPivot = Pick(isPivot, order, 1);
        a = Exchanged(a, Rows(isColumn), Rows(isPivot), Columns(Pick(Rows(isColumn), a, 1)), Columns(pivotRow));
        order = Exchanged(order, isColumn, isPivot, Reshape(Pick(isColumn, order, 1), new Shape(b, 1)), Reshape(orderAtPivot, new Shape(b, 1)));
        sign = Where(Equal(pivot, k), sign, -sign);

        Value column = Pick(Columns(isColumn), a, 2), divisor = Reshape(Pick(isColumn, pivotRow, 1), new Shape(b, 1));
        var factors = Where(LogicalAnd(isBelow, NotEqual(divisor, 0)), column / divisor, column);
        a = Where(LogicalAnd(Rows(isBelow), Columns(isColumn)), Rows(factors), a);
        a -= Where(LogicalAnd(Rows(isBelow), Columns(isBelow)), Rows(factors) * Columns(pivotRow), ZerosLike(a));
        return [a, order, sign];
    }
}
