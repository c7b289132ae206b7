using Autodiff.Tracing;

namespace Autodiff;

public static partial class Ad
{
    /// <summary>The solution x of a·x = b (jnp.linalg.solve). One factorization serves the value and all its derivatives.</summary>
    /// <param name="a">Square matrices, shape […,n,n]. For a singular matrix the result is infinite or NaN.</param>
    /// <param name="b">Shape [n], or […,n,m]; batch axes are broadcast.</param>
    /// <returns>Shape [n], or […,n,m].</returns>
    /// <exception cref="AdException">a is not square, or the shapes are incompatible.</exception>
    public static Value Solve(Value a, Value b) => Regular("Solve", "a matrix is singular", Factored("Solve", a, b), a, b);

    /// <summary>The inverse of matrices (jnp.linalg.inv).</summary>
    /// <param name="x">Square matrices, shape […,n,n]. For a singular matrix the result is infinite or NaN.</param>
    /// <exception cref="AdException">x is not square.</exception>
    public static Value Inv(Value x)
    {
        x = SquareMatrices(x);
        return Regular("Inv", "a matrix is singular", Factored("Inv", x, Eye(x.Type.Shape[x.Rank - 1], x.DType)), x);
    }

    static Value Factored(string operation, Value a, Value b) => ForRightSide(a, b, x =>
    {
        var factored = new Lu(false).Bind(StopGradient(x[0]));
        return new LuSolve(false).Bind(x[0], factored[0], factored[1], x[1]);
    }, operation);

    /// <summary>
    /// The result of an operation on matrices. If it is evaluated at once and is not finite although its operands are, a warning says why. A compiled program does
    /// not warn, as in JAX.
    /// </summary>
    static Value Regular(string operation, string why, Value result, params ReadOnlySpan<Value> operands)
    {
        if (result is not Tensor y || IsAllFinite(y)) return result;
        foreach (var x in operands)
            if (x is not Tensor t || !IsAllFinite(t)) return result;
        ScriptHost.Current.Warn($"{operation}: {why}. The result contains infinities or NaN.");
        return result;
    }

    static bool IsAllFinite(Tensor x)
    {
        if (!x.Type.IsFloat) return true;
        for (long i = 0; i < x.Size; i++)
            if (!double.IsFinite(x.ToDouble(i))) return false;
        return true;
    }

    /// <summary>The rows of matrices […,n,m], in the order i32[…,n].</summary>
    internal static Value TakeRows(Value x, Value order)
    {
        int row = x.Rank - 2;
        var batch = Axes.Range(0, row);
        var sizes = new Shape([.. x.Type.Shape.Select(Axes.Range(0, x.Rank - 1)).Select(d => Math.Min(d, 1)), x.Type.Shape[row + 1]]);
        return new Gather(new(row + 1, row, row, batch, batch), sizes, OutOfRange.Clamp).Bind(x, Reshape(order, new Shape([.. order.Shape, 1])));
    }
}
