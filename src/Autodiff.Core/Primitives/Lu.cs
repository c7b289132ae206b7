using System.Numerics;
using Autodiff.Families;
using Autodiff.Graphs;
using Autodiff.Kernels;
using Autodiff.StableHlo;
using Autodiff.Tracing;

namespace Autodiff;

/// <summary>
/// Factors matrices x […,n,n] as P·x = L·U with partial pivoting (lax.linalg.lu). Results: the strict lower triangle of L and U as one matrix, the rows of x in the
/// order of P i32[…,n], and the sign of P […].
/// </summary>
public sealed record Lu : Primitive
{
    /// <inheritdoc/>
    public override TensorType[] Infer(TensorType[] x)
    {
        if (!Matrices.IsSquare(x[0])) throw new AdException($"lu: needs floating-point matrices of a shape […,n,n], not {x[0]}.", "ShapeMismatch");
        return [x[0], new(DType.I32, x[0].Shape.Without(x[0].Rank - 1)), x[0].With(Matrices.Batch(x[0]))];
    }

    /// <inheritdoc/>
    public override Tensor[] Evaluate(Tensor[] x) => x[0].DType == DType.F64 ? Evaluate<double>(x[0]) : Evaluate<float>(x[0]);

    Tensor[] Evaluate<T>(Tensor x) where T : struct, IFloatingPointIeee754<T>
    {
        var types = Infer([x.Type]);
        int n = x.Type.Shape[x.Rank - 1];
        var factors = x.Elements<T>().AsSpan().ToArray();
        var order = new int[types[1].Shape.Size];
        var signs = new T[types[2].Shape.Size];
        for (int i = 0; i < signs.Length; i++)
            signs[i] = T.CreateTruncating(PartialPivoting.Factor(factors.AsSpan(i * n * n, n * n), order.AsSpan(i * n, n), n));
        return [new(types[0], factors), new(types[1], order), new(types[2], signs)];
    }

    // With M = L⁻¹·P·dx·U⁻¹: dL = L·(M below the diagonal), dU = (M from the diagonal on)·U.
    /// <inheritdoc/>
    public override (Value[] Y, Value?[] DY) Jvp(Value[] x, Value?[] dx)
    {
        var y = this.Bind(x);
        var unit = Tensor.Full(y[0].Type.Strong, 1);
        Value u = Ad.Triangle(y[0], false), l = Ad.Triangle(y[0], true, 1) + Ad.Triangle(Ad.Triangle(unit, true), false);
        var rows = Ad.TakeRows(dx[0]!, y[1]);
        var left = new TriangularSolve(true, false, true).Bind(l, rows);
        var middle = Ad.MatrixTranspose(new TriangularSolve(false, true, false).Bind(u, Ad.MatrixTranspose(left)));
        return (y, [Ad.MatMul(l, Ad.Triangle(middle, true, 1)) + Ad.MatMul(Ad.Triangle(middle, false), u), null, null]);
    }

    /// <inheritdoc/>
    public override (Value[] Y, bool[] Batched) Batch(Value[] x, bool[] batched, int size) => (this.Bind(x[0]), [true, true, true]);

    /// <inheritdoc/>
    public override HloValue[] Lower(Hlo hlo, HloValue[] x, TensorType[] y)
    {
        int n = y[0].Shape[y[0].Rank - 1], batch = (int)y[2].Shape.Size;
        if (n == 0) return [x[0], hlo.Constant(y[1], 0), hlo.Constant(y[2], 1)];
        TensorType number = new(DType.I32, default), rows = new(DType.I32, new(batch, n)), matrices = new(x[0].Type.DType, new(batch, n, n)), signs = new(x[0].Type.DType, batch);
        var step = Interpreter.StageClosed(v => Ad.EliminateColumn(v[0], v[1], v[2], v[3]), [matrices, rows, signs, number]);
        var order = hlo.Op("stablehlo.iota", rows, [], "iota_dimension = 1 : i64");
        var r = hlo.Op("stablehlo.while", [number, matrices, rows, signs], [hlo.Constant(number, 0), hlo.Reshape(x[0], matrices.Shape), order, hlo.Constant(signs, 1)], "", () =>
        {
            var s = hlo.RegionArguments(number, matrices, rows, signs);
            hlo.Return(hlo.Op("stablehlo.compare", number.With(DType.Bool), [s[0], hlo.Constant(number, n)], "comparison_direction = #stablehlo<comparison_direction LT>"));
        }, () =>
        {
            var s = hlo.RegionArguments(number, matrices, rows, signs);
            var next = GraphLowering.Body(hlo, step, [s[1], s[2], s[3], s[0]]);
            hlo.Return([hlo.Op("stablehlo.add", number, [s[0], hlo.Constant(number, 1)]), .. next]);
        });
        return [hlo.Reshape(r[1], y[0].Shape), hlo.Reshape(r[2], y[1].Shape), hlo.Reshape(r[3], y[2].Shape)];
    }
}
