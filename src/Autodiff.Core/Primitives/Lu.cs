using System.Numerics;
using Autodiff.Families;
using Autodiff.Graphs;
using Autodiff.Kernels;
using Autodiff.StableHlo;
using Autodiff.Tracing;

namespace Autodiff;

/// <summary>
/// Factors matrices x […,n,n] as P·x·Q = L·U (lax.linalg.lu for partial pivoting). Results: the strict lower triangle of L together with U as one matrix; the order
/// of rows (P) and of columns (Q), i32[…,n]; and the sign of both permutations […].
/// </summary>
/// <param name="Complete">
/// Complete pivoting: each pivot is the greatest remaining element, so that zero pivots come last. Otherwise partial pivoting, with Q the identity.
/// </param>
sealed record Lu(bool Complete) : Primitive
{
    public override string Parameters => Complete ? "complete" : "";

    public override TensorType[] Infer(TensorType[] x)
    {
        if (!Matrices.IsSquare(x[0])) throw new AdException($"Lu: the operand is {x[0]}; expected floating-point matrices […,n,n].", ErrorId.ShapeMismatch);
        var order = new TensorType(DType.I32, x[0].Shape.Without(x[0].Rank - 1));
        return [x[0], order, order, x[0].With(Matrices.Batch(x[0]))];
    }

    internal override bool Computes => true;

    public override Tensor[] Evaluate(Tensor[] x)
    {
        var types = Infer([x[0].Type]);
        var y = Array.ConvertAll(types, t => new Destination(t.Wide, t.Wide.DType.Allocate(t.Shape.Size)));
        using var held = new Reading(x);
        x[0].Type.Wide.DType.Visit(new Code(this, x[0].Converted(x[0].Type.Wide), y));
        return [.. y.Select((d, i) => new Tensor(d.Type, d.Memory).Converted(types[i]))];
    }

    readonly struct Code(Lu primitive, Tensor x, Destination[] y) : IElementVisitor
    {
        public void Float<T>() where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
        {
            Span<T> factors = y[0].Elements<T>(), signs = y[3].Elements<T>();
            Span<int> rows = y[1].Elements<int>(), columns = y[2].Elements<int>();
            int n = x.Type.Shape[x.Rank - 1];
            x.Elements<T>().CopyTo(factors);
            for (int i = 0; i < signs.Length; i++)
                signs[i] = T.CreateTruncating(Pivoting.Factor(factors.Slice(i * n * n, n * n), rows.Slice(i * n, n), columns.Slice(i * n, n), primitive.Complete));
        }

        public void Integer<T>() where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T> => throw new NotSupportedException();

        public void Boolean() => throw new NotSupportedException();
    }

    // With W = L⁻¹·P·dx·Q and M the part of W·U⁻¹ below the diagonal: dL = L·M, dU = W − M·U. A zero as the last pivot is no problem, because M does not need it. If
    // another pivot is zero there is no derivative; it is replaced by 1.
    public override (Value[] Y, Value?[] DY) Jvp(Value[] x, Value?[] dx)
    {
        var y = this.Bind(x);
        Value eye = Ad.Eye(x[0].Type.Shape[x[0].Rank - 1], x[0].DType), u = Ad.Triu(y[0]), l = Ad.Tril(y[0], -1) + eye;
        var divisible = Ad.Where(Ad.LogicalAnd(Ad.Equal(eye, 1), Ad.Equal(u, 0)), eye, u);
        var d = Ad.TakeRows(dx[0]!, y[1]);
        if (Complete) d = Ad.MatrixTranspose(Ad.TakeRows(Ad.MatrixTranspose(d), y[2]));
        var w = new TriangularSolve(true, false, true).Bind(l, d);
        var m = Ad.Tril(Ad.MatrixTranspose(new TriangularSolve(false, true, false).Bind(divisible, Ad.MatrixTranspose(w))), -1);
        return (y, [Ad.MatMul(l, m) + Ad.Triu(w - Ad.MatMul(m, u)), null, null, null]);
    }

    public override (Value[] Y, bool[] Batched) Batch(Value[] x, bool[] batched, int size) => (this.Bind(x[0]), [true, true, true, true]);

    public override HloValue[] Lower(Hlo hlo, HloValue[] x, TensorType[] y)
    {
        int n = y[0].Shape[y[0].Rank - 1], batch = (int)y[3].Shape.Size;
        if (n == 0) return [x[0], hlo.Constant(y[1], 0), hlo.Constant(y[2], 0), hlo.Constant(y[3], 1)];
        TensorType number = new(DType.I32, default), order = new(DType.I32, new(batch, n)), matrices = new(x[0].Type.DType, new(batch, n, n)), signs = new(x[0].Type.DType, batch);
        TensorType[] state = [number, matrices, order, order, signs];
        var step = Interpreter.StageClosed(v => Ad.EliminateColumn(v[0], v[1], v[2], v[3], v[4], Complete), state);
        var identity = hlo.Op("stablehlo.iota", order, [], "iota_dimension = 1 : i64");
        var r = hlo.Op("stablehlo.while", state, [hlo.Constant(number, 0), hlo.Reshape(x[0], matrices.Shape), identity, identity, hlo.Constant(signs, 1)], "", () =>
        {
            var s = hlo.RegionArguments(state);
            hlo.Return(hlo.Op("stablehlo.compare", number.With(DType.Bool), [s[0], hlo.Constant(number, n)], "comparison_direction = #stablehlo<comparison_direction LT>"));
        }, () =>
        {
            var s = hlo.RegionArguments(state);
            hlo.Return([hlo.Op("stablehlo.add", number, [s[0], hlo.Constant(number, 1)]), .. GraphLowering.Body(hlo, step, s)]);
        });
        return [.. y.Select((t, i) => hlo.Reshape(r[i + 1], t.Shape))];
    }
}
