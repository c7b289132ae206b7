using Autodiff.Families;
using Autodiff.Graphs;
using Autodiff.Kernels;
using Autodiff.StableHlo;
using Autodiff.Tracing;

namespace Autodiff;

/// <summary>
/// The solution x of a·x = b for triangular matrices a […,n,n] and b […,n,m] (StableHLO triangular_solve). The other triangle of a is not read. It is linear in b.
/// </summary>
/// <param name="IsLower">Whether the lower triangle is read; otherwise the upper.</param>
/// <param name="Transposed">Whether to solve aᵀ·x = b.</param>
/// <param name="Unit">Whether the diagonal is taken as ones.</param>
sealed record TriangularSolve(bool IsLower, bool Transposed, bool Unit) : SingleResult
{
    public override string Parameters => (IsLower ? "lower" : "upper") + (Transposed ? " transposed" : "") + (Unit ? " unit" : "");

    public override TensorType InferOne(TensorType[] x)
    {
        var (a, b) = (x[0], x[1]);
        bool fits = Matrices.IsSquare(a) && b.DType == a.DType && b.Rank == a.Rank && Matrices.Batch(a) == Matrices.Batch(b) && a.Shape[a.Rank - 1] == b.Shape[b.Rank - 2];
        return fits ? b with { Weak = a.Weak && b.Weak } : throw Error($"the operands are {a} and {b}; expected matrices […,n,n] and […,n,m].", ErrorId.ShapeMismatch);
    }

    protected override void ComputeFloats<T>(ReadOnlySpan<Tensor> x, Destination y)
    {
        int n = y.Type.Shape[y.Type.Rank - 2], m = y.Type.Shape[y.Type.Rank - 1];
        var a = new T[x[0].Size];
        x[0].Elements<T>().CopyTo(a);
        var to = y.Elements<T>();
        x[1].Elements<T>().CopyTo(to);
        for (int from = 0, at = 0; at < to.Length; from += n * n, at += n * m)
            Substitution.Run<T>(a.AsSpan(from, n * n), to.Slice(at, n * m), n, IsLower, Transposed, Unit);
    }

    // a·x = b, so dx = a⁻¹ (db − da·x).
    public override (Value Y, Value? DY) JvpOne(Value[] x, Value?[] dx)
    {
        var y = this.Bind(x);
        Value? right = dx[1];
        if (dx[0] is { } da)
        {
            da = IsLower ? Ad.Tril(da, Unit ? -1 : 0) : Ad.Triu(da, Unit ? 1 : 0);
            right = Ad.AddTangents(right, -Ad.MatMul(Transposed ? Ad.MatrixTranspose(da) : da, y));
        }
        return (y, this.Bind(x[0], right!));
    }

    protected override Value?[] TransposeOne(Value ct, Operand[] x) => [null, (this with { Transposed = !Transposed }).Bind(x[0].Known, ct)];

    protected override Value BatchOne(Value[] x, bool[] batched, int size)
    {
        if (batched[0]) return this.Bind(Batching.Expand(x, batched, size));
        var (columns, back) = Matrices.AsColumns(x[1], size);
        return back(this.Bind(x[0], columns));
    }

    protected override HloValue LowerOne(Hlo hlo, HloValue[] x, TensorType y) => hlo.Op("stablehlo.triangular_solve", y, x,
        $"left_side = true, lower = {Text(IsLower)}, transpose_a = #stablehlo<transpose {(Transposed ? "TRANSPOSE" : "NO_TRANSPOSE")}>, unit_diagonal = {Text(Unit)}");

    static string Text(bool b) => b ? "true" : "false";
}

public static partial class Ad
{
    /// <summary>The solution x of a·x = b for triangular matrices (jax.scipy.linalg.solve_triangular).</summary>
    /// <param name="a">Triangular matrices, shape […,n,n]; the other triangle is not read. For a zero on the diagonal the result is infinite or NaN.</param>
    /// <param name="b">Shape [n], or […,n,m]; batch axes are broadcast.</param>
    /// <param name="lower">Whether the lower triangle is read; otherwise the upper.</param>
    /// <returns>Shape [n], or […,n,m].</returns>
    /// <exception cref="AdException">a is not square, or the shapes are incompatible.</exception>
    public static Value TriangularSolve(Value a, Value b, bool lower) =>
        Regular("TriangularSolve", "there is a zero on a diagonal", ForRightSide(a, b, new TriangularSolve(lower, false, false).Bind), a, b);
}
