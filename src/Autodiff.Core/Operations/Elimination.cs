namespace Autodiff;

public static partial class Ad
{
    /// <summary>
    /// One step of Gaussian elimination with pivoting, composed of other operations. <see cref="Lu"/> is lowered to such steps. A row or column is picked by summing
    /// over a mask that is true for one element.
    /// </summary>
    /// <param name="k">The column to eliminate, a scalar i32.</param>
    /// <param name="a">Matrices of shape [b,n,n], eliminated up to column k.</param>
    /// <param name="rows">The order of their rows before this step, i32[b,n].</param>
    /// <param name="columns">The order of their columns before this step, i32[b,n].</param>
    /// <param name="sign">The sign of both permutations, of shape [b].</param>
    /// <param name="complete">Whether the pivot is chosen from the whole remaining matrix. If false, it is chosen from column k.</param>
    internal static Value[] EliminateColumn(Value k, Value a, Value rows, Value columns, Value sign, bool complete)
    {
        int b = a.Type.Shape[0], n = a.Type.Shape[1];
        Value index = Iota(DType.I32, new Shape(1, n), 1), isK = Equal(index, k), isLeft = GreaterEqual(index, k), isBelow = Greater(index, k);

        var sizes = Where(LogicalAnd(AsRows(isLeft), AsColumns(complete ? isLeft : isK)), Abs(a), -1.0);
        Value pivot = ArgMax(Reshape(sizes, new Shape(b, n * n)), 1), row = FloorDivide(pivot, n), column = pivot - row * n;
        Value isRow = Equal(index, ExpandDims(row, 1)), isColumn = Equal(index, ExpandDims(column, 1));
        a = Exchanged(Exchanged(a, AsRows(isK), AsRows(isRow), 1), AsColumns(isK), AsColumns(isColumn), 2);
        (rows, columns) = (Exchanged(rows, isK, isRow, 1), Exchanged(columns, isK, isColumn, 1));
        sign = Where(NotEqual(Equal(row, k), Equal(column, k)), -sign, sign);

        Value pivots = Pick(AsRows(isK), a, 1), below = Pick(AsColumns(isK), a, 2), divisor = Pick(AsColumns(isK), pivots, 2);
        var factors = Where(LogicalAnd(AsRows(isBelow), NotEqual(divisor, 0)), below / divisor, below);
        a = Where(LogicalAnd(AsRows(isBelow), AsColumns(isK)), factors, a);
        // Where a factor was not divided its column is zero, so nothing may be subtracted.
        a = Where(LogicalAnd(AsRows(isBelow), AsColumns(isBelow)), a - factors * pivots, a);
        return [a, rows, columns, sign];
    }

    static Value AsRows(Value mask) => ExpandDims(mask, 2);

    static Value AsColumns(Value mask) => ExpandDims(mask, 1);

    static Value Pick(Value mask, Value x, int axis)
    {
        var sum = ReduceSum(Where(mask, x, ZerosLike(x)), axis);
        return ExpandDims(sum, axis);
    }

    static Value Exchanged(Value x, Value isOne, Value isOther, int axis) => Where(isOne, Pick(isOther, x, axis), Where(isOther, Pick(isOne, x, axis), x));
}
