using Autodiff.Families;
using Autodiff.StableHlo;
using Autodiff.Tracing;

namespace Autodiff;

/// <summary>The greatest element of each window; NaN propagates (StableHLO reduce_window with maximum). For an empty window it is −∞ or the least integer.</summary>
/// <remarks>The tangent is that of the greatest element, or of the first of several equal ones.</remarks>
/// <param name="Window">The windows.</param>
sealed record ReduceWindowMax(WindowDimensions Window) : SingleResult
{
    public override bool Chooses => true;

    public override string Parameters => Window.ToString();

    public override TensorType InferOne(TensorType[] x) => x[0].DType != DType.Bool ? x[0].With(Window.Result(x[0].Shape, Name)) : throw Error("is not defined for bool.", ErrorId.InvalidDType);

    protected override void ComputeNumbers<T>(ReadOnlySpan<Tensor> x, Destination y)
    {
        var elements = x[0].Elements<T>();
        var to = y.Elements<T>();
        to.Fill(Least(y.Type.DType).Elements<T>()[0]);
        foreach (var (window, at) in Window.Places(x[0].Type.Shape, y.Type.Shape)) to[window] = T.Max(to[window], elements[at]);
    }

    public override (Value Y, Value? DY) JvpOne(Value[] x, Value?[] dx) => (this.Bind(x[0]), new SelectAndGather(Window).Bind(dx[0]!, x[0]));

    protected override Value BatchOne(Value[] x, bool[] batched, int size) => new ReduceWindowMax(Window.Batched()).Bind(x[0]);

    protected override HloValue LowerOne(Hlo hlo, HloValue[] x, TensorType y) =>
        hlo.Op("stablehlo.reduce_window", [y], [x[0], hlo.Constant(Least(y.DType))], Window.Text(), () => hlo.Combiner("stablehlo.maximum", y.DType))[0];

    /// <summary>The identity of the maximum: −∞ or the least integer.</summary>
    internal static Tensor Least(DType dtype) => Tensor.Full(new(dtype, default), dtype.Least);
}
