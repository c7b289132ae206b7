using System.Numerics;
using Autodiff.Families;
using Autodiff.Graphs;
using Autodiff.Kernels;
using Autodiff.StableHlo;
using Autodiff.Tracing;

namespace Autodiff;

/// <summary>
/// The determinants […] of matrices […,n,n] with n ≥ 2, by elimination (jnp.linalg.det). The gradient is correct for singular matrices too; in JAX it is zero for
/// some of them.
/// </summary>
sealed record Determinant : SingleResult
{
    public override string Name => "det";

    public override TensorType InferOne(TensorType[] x) => Matrices.IsSquare(x[0]) && x[0].Shape[x[0].Rank - 1] > 1
        ? x[0].With(Matrices.Batch(x[0]))
        : throw Error($"the operand is {x[0]}; expected floating-point matrices […,n,n] of at least two rows.", ErrorId.ShapeMismatch);

    protected override void ComputeFloats<T>(ReadOnlySpan<Tensor> x, Destination y)
    {
        int n = x[0].Type.Shape[x[0].Rank - 1];
        var matrices = new T[x[0].Size];
        x[0].Elements<T>().CopyTo(matrices);
        int[] rows = new int[n], columns = new int[n];
        var to = y.Elements<T>();
        for (int i = 0; i < to.Length; i++)
        {
            var a = matrices.AsSpan(i * n * n, n * n);
            to[i] = T.CreateTruncating(Pivoting.Factor(a, rows, columns, false));
            for (int k = 0; k < n; k++) to[i] *= a[k * n + k];
        }
    }

    // d det = Σ adj(x)ᵀ · dx (Jacobi's formula).
    public override (Value Y, Value? DY) JvpOne(Value[] x, Value?[] dx) =>
        (this.Bind(x), Ad.ReduceSum(Ad.MatrixTranspose(Ad.Adjugate(x[0])) * dx[0]!, Axes.Range(x[0].Rank - 2, 2)));

    protected override Value BatchOne(Value[] x, bool[] batched, int size) => this.Bind(x);

    protected override HloValue LowerOne(Hlo hlo, HloValue[] x, TensorType y) => GraphLowering.Body(hlo, Interpreter.StageClosed(v =>
    {
        var factored = new Lu(false).Bind(v[0]);
        return [factored[3] * Ad.Prod(Ad.Diagonal(factored[0], 0, -2, -1), -1)];
    }, [x[0].Type.Strong]), x)[0];
}

public static partial class Ad
{
    /// <summary>The determinants of matrices (jnp.linalg.det).</summary>
    /// <param name="x">Square matrices, shape […,n,n]; integers become f64.</param>
    /// <returns>Shape […].</returns>
    /// <exception cref="AdException">x is not square.</exception>
    public static Value Det(Value x)
    {
        x = SquareMatrices(x);
        Value At(int i, int j) => Element(x, i, j);
        // The signed sum of the products along three wrapped diagonals.
        Value Wrapped(int first, int step) => At(0, first) * At(1, (first + step) % 3) * At(2, (first + 2 * step) % 3);
        return x.Type.Shape[x.Rank - 1] switch
        {
            0 => Tensor.Ones(x.Type.With(Matrices.Batch(x.Type))),
            1 => Element(x, 0, 0),
            2 => At(0, 0) * At(1, 1) - At(0, 1) * At(1, 0),
            3 => Wrapped(0, 1) + Wrapped(1, 1) + Wrapped(2, 1) - Wrapped(2, 2) - Wrapped(0, 2) - Wrapped(1, 2),
            _ => Instance<Determinant>.Of.Bind(x),
        };
    }

    /// <summary>The sign of the determinant and the logarithm of its absolute value (jnp.linalg.slogdet), for determinants that would overflow.</summary>
    /// <param name="x">Square matrices, shape […,n,n]; integers become f64.</param>
    /// <returns>Two values of shape […]: the sign and the logarithm. For a singular matrix they are 0 and −∞.</returns>
    /// <exception cref="AdException">x is not square.</exception>
    public static Value[] SlogDet(Value x)
    {
        x = SquareMatrices(x);
        if (x.Type.Shape[x.Rank - 1] <= 2)
        {
            var det = Det(x);
            return [Sign(det), Log(Abs(det))];
        }
        var factored = new Lu(false).Bind(x);
        var diagonal = Diagonal(factored[0], 0, -2, -1);
        var signs = Where(Less(diagonal, 0), -1.0, Where(Equal(diagonal, 0), 0.0, 1.0));
        return [factored[3] * Prod(Cast(signs, x.DType), -1), Sum(Log(Abs(diagonal)), -1, false)];
    }

    static Value Element(Value x, int i, int j)
    {
        var row = SliceAxis(x, x.Rank - 2, i, i + 1);
        return Reshape(SliceAxis(row, x.Rank - 1, j, j + 1), Matrices.Batch(x.Type));
    }

    /// <summary>The adjugate det(x) · x⁻¹, which also exists if x is singular.</summary>
    /// <remarks>
    /// From P·x·Q = L·U follows det(x) · Q·U⁻¹·L⁻¹·P. The last pivot vanishes first; the determinant divided by it is the product of the other pivots. Its inverse
    /// replaces the last pivot in U, so that U⁻¹ includes that product for the last row, and only the other rows of L⁻¹·P are multiplied by the determinant
    /// (as in _cofactor_solve of jax.numpy.linalg). If another pivot vanishes, the adjugate is zero.
    /// </remarks>
    internal static Value Adjugate(Value x)
    {
        int n = x.Type.Shape[x.Rank - 1];
        var factored = new Lu(true).Bind(x);
        Value diagonal = Diagonal(factored[0], 0, -2, -1), last = SliceAxis(diagonal, x.Rank - 2, n - 1, n);
        var others = ExpandDims(factored[3], -1) * Prod(SliceAxis(diagonal, x.Rank - 2, 0, n - 1), -1, true);
        Value eye = Eye(n, x.DType), isLast = Equal(Arange(n), n - 1), isLastRow = ExpandDims(isLast, 1), isZero = ExpandDims(Equal(others, 0), -1);

        var lu = Where(isZero, eye, Where(LogicalAnd(isLastRow, isLast), ExpandDims(1 / Where(Equal(others, 0), 1.0, others), -1), factored[0]));
        var rows = new TriangularSolve(true, false, true).Bind(lu, TakeRows(BroadcastTo(eye, x.Type.Shape), factored[1]));
        rows = Where(isLastRow, rows, rows * ExpandDims(others * last, -1));
        var product = new TriangularSolve(false, false, false).Bind(lu, rows);
        return Where(isZero, 0.0, TakeRows(product, ArgSort(factored[2])));
    }
}
