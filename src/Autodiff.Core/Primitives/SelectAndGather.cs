using Autodiff.Families;
using Autodiff.Graphs;
using Autodiff.StableHlo;
using Autodiff.Tracing;

namespace Autodiff;

/// <summary>
/// Finds the greatest element of each window over the second operand, the first of several equal ones, and takes the element of the first operand at that position. Both
/// operands have one shape. An empty window gives zero. It is linear in the first operand; the transpose is <see cref="SelectAndScatter"/> (select_and_gather_add in JAX).
/// </summary>
/// <param name="Window">The windows.</param>
sealed record SelectAndGather(WindowDimensions Window) : SingleResult
{
    public override bool Chooses => true;

    public override string Parameters => Window.ToString();

    public override TensorType InferOne(TensorType[] x) =>
        x[0].Shape == x[1].Shape && x[0].DType == x[1].DType && x[0].IsFloat ? x[0].With(Window.Result(x[0].Shape, Name)) : throw Error($"the operands {x[0]} and {x[1]} must have the same type.", ErrorId.ShapeMismatch);

    protected override void ComputeFloats<T>(ReadOnlySpan<Tensor> x, Destination y)
    {
        int[] places = Window.Greatest<T>(x[1], y.Type.Shape);
        var from = x[0].Elements<T>();
        var to = y.Elements<T>();
        for (int i = 0; i < to.Length; i++) to[i] = places[i] < 0 ? T.Zero : from[places[i]];
    }

    public override (Value Y, Value? DY) JvpOne(Value[] x, Value?[] dx) => (this.Bind(x), dx[0] is { } d ? this.Bind(d, x[1]) : null);

    protected override Value?[] TransposeOne(Value ct, Operand[] x) => [new SelectAndScatter(Window).Bind(ct, x[1].Known), null];

    protected override Value BatchOne(Value[] x, bool[] batched, int size) => new SelectAndGather(Window.Batched()).Bind(Batching.Expand(x, batched, size));

    protected override HloValue LowerOne(Hlo hlo, HloValue[] x, TensorType y)
    {
        var scalar = y.With(default(Shape));
        return hlo.Op("stablehlo.reduce_window", [y, y], [x[1], x[0], hlo.Constant(ReduceWindowMax.Least(y.DType)), hlo.Constant(scalar, 0)], Window.Text(), () =>
        {
            var a = hlo.RegionArguments(scalar, scalar, scalar, scalar);
            var first = hlo.Op("stablehlo.compare", scalar.With(DType.Bool), [a[0], a[2]], "comparison_direction = #stablehlo<comparison_direction GE>");
            hlo.Return(hlo.Op("stablehlo.select", scalar, [first, a[0], a[2]]), hlo.Op("stablehlo.select", scalar, [first, a[1], a[3]]));
        })[1];
    }
}
