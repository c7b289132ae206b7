using System.Numerics;
using Autodiff.Families;
using Autodiff.Graphs;
using Autodiff.Kernels;
using Autodiff.StableHlo;
using Autodiff.Tracing;

namespace Autodiff;

/// <summary>
/// The solution x of a·x = b for factored matrices a […,n,n]. Operands: a, its factors and row order from <see cref="Lu"/>, and b […,n,m]. Derivatives with respect to a
/// use the same factors, which are not differentiated themselves. It is linear in b.
/// </summary>
/// <param name="Transposed">Whether to solve aᵀ·x = b.</param>
sealed record LuSolve(bool Transposed) : SingleResult
{
    public override string Parameters => Transposed ? "transposed" : "";

    public override TensorType InferOne(TensorType[] x) => new TriangularSolve(true, false, false).InferOne([x[0], x[3]]);

    protected override void ComputeFloats<T>(ReadOnlySpan<Tensor> x, Destination y)
    {
        int n = y.Type.Shape[y.Type.Rank - 2], m = y.Type.Shape[y.Type.Rank - 1];
        T[] factors = new T[x[1].Size], b = new T[x[3].Size], rows = new T[n * m];
        x[1].Elements<T>().CopyTo(factors);
        x[3].Elements<T>().CopyTo(b);
        var order = x[2].Elements<int>();
        var all = y.Elements<T>();
        for (int i = 0; i * n * m < b.Length; i++)
        {
            var lu = factors.AsSpan(i * n * n, n * n);
            var from = b.AsSpan(i * n * m, n * m);
            var to = all.Slice(i * n * m, n * m);
            if (Transposed) from.CopyTo(rows);
            else
                for (int k = 0; k < n; k++) from.Slice(order[i * n + k] * m, m).CopyTo(rows.AsSpan(k * m));
            Substitution.Run<T>(lu, rows, n, lower: !Transposed, Transposed, unit: !Transposed);
            Substitution.Run<T>(lu, rows, n, lower: Transposed, Transposed, unit: Transposed);
            for (int k = 0; k < n; k++) rows.AsSpan(k * m, m).CopyTo(to[((Transposed ? order[i * n + k] : k) * m)..]);
        }
    }

    // a·x = b, so dx = a⁻¹ (db − da·x).
    public override (Value Y, Value? DY) JvpOne(Value[] x, Value?[] dx)
    {
        var y = this.Bind(x);
        var product = dx[0] is { } da ? -Ad.MatMul(Transposed ? Ad.MatrixTranspose(da) : da, y) : null;
        return (y, Ad.AddTangents(dx[3], product) is { } right ? this.Bind(x[0], x[1], x[2], right) : null);
    }

    protected override Value?[] TransposeOne(Value ct, Operand[] x) => [null, null, null, new LuSolve(!Transposed).Bind(x[0].Known, x[1].Known, x[2].Known, ct)];

    protected override Value BatchOne(Value[] x, bool[] batched, int size)
    {
        if (batched[0] || batched[1] || batched[2]) return this.Bind(Batching.Expand(x, batched, size));
        var (columns, back) = Matrices.AsColumns(x[3], size);
        return back(this.Bind(x[0], x[1], x[2], columns));
    }

    protected override HloValue LowerOne(Hlo hlo, HloValue[] x, TensorType y) =>
        GraphLowering.Body(hlo, Interpreter.StageClosed(v => [Compose(v[1], v[2], v[3])], Array.ConvertAll(x, v => v.Type.Strong)), x)[0];

    Value Compose(Value factors, Value order, Value b)
    {
        var first = new TriangularSolve(!Transposed, Transposed, !Transposed);
        var second = new TriangularSolve(Transposed, Transposed, Transposed);
        if (!Transposed) return second.Bind(factors, first.Bind(factors, Ad.TakeRows(b, order)));
        return Ad.TakeRows(second.Bind(factors, first.Bind(factors, b)), Ad.ArgSort(order));
    }
}
