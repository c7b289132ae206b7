using System.Numerics;
using Autodiff.Families;
using Autodiff.StableHlo;
using Autodiff.Tracing;

namespace Autodiff;

/// <summary>The lower triangular L with L·Lᵀ = x for symmetric matrices x […,n,n]; NaN if a matrix is not positive definite (StableHLO cholesky).</summary>
sealed record Cholesky : SingleResult
{
    public override TensorType InferOne(TensorType[] x) => Matrices.IsSquare(x[0]) ? x[0] : throw Error($"the operand is {x[0]}; expected floating-point matrices […,n,n].", ErrorId.ShapeMismatch);

    protected override void ComputeFloats<T>(ReadOnlySpan<Tensor> x, Destination y)
    {
        int n = y.Type.Shape[y.Type.Rank - 1];
        var a = new T[x[0].Size];
        x[0].Elements<T>().CopyTo(a);
        var to = y.Elements<T>();
        to.Clear();
        for (int at = 0; at < a.Length; at += n * n)
            if (!Factor<T>(a.AsSpan(at, n * n), to.Slice(at, n * n), n)) FillLower(to.Slice(at, n * n), n, T.NaN);
    }

    // Column by column. Only the lower triangle is read.
    static bool Factor<T>(ReadOnlySpan<T> a, Span<T> l, int n) where T : struct, IFloatingPointIeee754<T>
    {
        for (int j = 0; j < n; j++)
        {
            Interruption.Check();
            var left = l.Slice(j * n, j);
            var square = a[j * n + j] - Inner<T>(left, left);
            if (!(square > T.Zero)) return false;
            var d = l[j * n + j] = T.Sqrt(square);
            for (int i = j + 1; i < n; i++)
            {
                if ((i & 0x3FF) == 0) Interruption.Check();
                l[i * n + j] = (a[i * n + j] - Inner<T>(l.Slice(i * n, j), left)) / d;
            }
        }
        return true;
    }

    static T Inner<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y) where T : struct, INumber<T>
    {
        var sum = T.Zero;
        for (int k = 0; k < x.Length; k++) sum += x[k] * y[k];
        return sum;
    }

    static void FillLower<T>(Span<T> l, int n, T value)
    {
        for (int i = 0; i < n; i++) l.Slice(i * n, i + 1).Fill(value);
    }

    // dL = L · Φ(L⁻¹ dx L⁻ᵀ), where Φ takes the lower triangle with half the diagonal (I. Murray, "Differentiation of the Cholesky decomposition", arXiv 1602.07527).
    public override (Value Y, Value? DY) JvpOne(Value[] x, Value?[] dx)
    {
        var l = this.Bind(x[0]);
        var solve = new TriangularSolve(true, false, false);
        // The second solve takes the transpose, because dx is symmetric.
        var inner = solve.Bind(l, Ad.MatrixTranspose(solve.Bind(l, Ad.MatrixTranspose(dx[0]!))));
        var lower = Ad.Tril(inner);
        return (l, Ad.MatMul(l, lower - 0.5 * Ad.Triu(lower)));
    }

    protected override Value BatchOne(Value[] x, bool[] batched, int size) => this.Bind(x[0]);

    protected override HloValue LowerOne(Hlo hlo, HloValue[] x, TensorType y)
    {
        var l = hlo.Op("stablehlo.cholesky", y, x, "lower = true");
        HloValue Index(int axis) => hlo.Op("stablehlo.iota", y.With(DType.I32), [], $"iota_dimension = {axis} : i64");
        var (row, column, zero) = (Index(y.Rank - 2), Index(y.Rank - 1), hlo.Constant(y, 0));
        // XLA returns a factor with a 0 on its diagonal for a matrix that is only semidefinite.
        var positive = hlo.Op("stablehlo.or", y.With(DType.Bool), [hlo.Compare("GT", l, zero), hlo.Compare("NE", row, column)]);
        var definite = Reducing.Lower(hlo, positive, new(DType.Bool, Matrices.Batch(y)), Axes.Range(y.Rank - 2, 2), "stablehlo.and", Tensor.Scalar(true));
        l = hlo.Op("stablehlo.select", y, [hlo.Broadcast(definite, y.Shape, Axes.Range(0, y.Rank - 2)), l, hlo.Constant(y, double.NaN)]);
        // StableHLO leaves the elements above the diagonal undefined.
        return hlo.Op("stablehlo.select", y, [hlo.Compare("LT", row, column), zero, l]);
    }
}

public static partial class Ad
{
    /// <summary>The Cholesky factor of symmetric positive definite matrices (jnp.linalg.cholesky). The input is symmetrized first, as (x + xᵀ)/2.</summary>
    /// <param name="x">Square matrices, shape […,n,n]; integers become f64.</param>
    /// <returns>The lower triangular L with L·Lᵀ = x. For a matrix that is not positive definite its lower triangle is NaN.</returns>
    /// <exception cref="AdException">x is not square.</exception>
    public static Value Cholesky(Value x)
    {
        x = SquareMatrices(x);
        return Regular("Cholesky", "a matrix is not positive definite", Instance<Cholesky>.Of.Bind((x + MatrixTranspose(x)) / 2), x);
    }
}
