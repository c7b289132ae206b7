using Autodiff.Families;
using Autodiff.Graphs;
using Autodiff.StableHlo;
using Autodiff.Tracing;

namespace Autodiff;

/// <summary>
/// Finds the greatest element of each window over the second operand, the first of several equal ones, and adds the window's element of the first operand there
/// (StableHLO select_and_scatter). The result has the shape of the second operand. It is linear in the first; the transpose is <see cref="SelectAndGather"/>.
/// </summary>
/// <param name="Window">The windows.</param>
sealed record SelectAndScatter(WindowDimensions Window) : SingleResult
{
    public override bool Chooses => true;

    public override string Parameters => Window.ToString();

    public override TensorType InferOne(TensorType[] x) => x[0].Shape == Window.Result(x[1].Shape, Name) && x[0].DType == x[1].DType && x[0].IsFloat
        ? x[0].With(x[1].Shape)
        : throw Error($"{x[0]} must have one element for each window over {x[1]}.", ErrorId.ShapeMismatch);

    protected override void ComputeFloats<T>(ReadOnlySpan<Tensor> x, Destination y)
    {
        int[] places = Window.Greatest<T>(x[1], x[0].Type.Shape);
        var from = x[0].Elements<T>();
        var to = y.Elements<T>();
        to.Clear();
        for (int i = 0; i < places.Length; i++)
            if (places[i] >= 0) to[places[i]] += from[i];
    }

    public override (Value Y, Value? DY) JvpOne(Value[] x, Value?[] dx) => (this.Bind(x), dx[0] is { } d ? this.Bind(d, x[1]) : null);

    protected override Value?[] TransposeOne(Value ct, Operand[] x) => [new SelectAndGather(Window).Bind(ct, x[1].Known), null];

    protected override Value BatchOne(Value[] x, bool[] batched, int size) => new SelectAndScatter(Window.Batched()).Bind(Batching.Expand(x, batched, size));

    protected override HloValue LowerOne(Hlo hlo, HloValue[] x, TensorType y)
    {
        var scalar = y.With(default(Shape));
        return hlo.Op("stablehlo.select_and_scatter", [y], [x[1], x[0], hlo.Constant(scalar, 0)], Window.Text(), () =>
        {
            var a = hlo.RegionArguments(scalar, scalar);
            hlo.Return(hlo.Op("stablehlo.compare", scalar.With(DType.Bool), a, "comparison_direction = #stablehlo<comparison_direction GE>"));
        }, () => hlo.Combiner("stablehlo.add", y.DType))[0];
    }
}
