using Autodiff.Families;
using Autodiff.StableHlo;
using Autodiff.Tracing;

namespace Autodiff;

/// <summary>The sum of each window (StableHLO reduce_window with add).</summary>
/// <param name="Window">The windows.</param>
sealed record ReduceWindowSum(WindowDimensions Window) : Linear
{
    public override string Parameters => Window.ToString();

    protected override TensorType Infer(TensorType x) => x.DType != DType.Bool ? x.With(Window.Result(x.Shape, Name)) : throw Error("is not defined for bool.", ErrorId.InvalidDType);

    protected override void Accumulate<T, A>(ReadOnlySpan<Tensor> x, Destination y)
    {
        var elements = x[0].Elements<T>();
        var to = y.Elements<T>();
        var sums = new A[to.Length];
        foreach (var (window, at) in Window.Places(x[0].Type.Shape, y.Type.Shape)) sums[window] = unchecked(sums[window] + A.CreateTruncating(elements[at]));
        for (int i = 0; i < to.Length; i++) to[i] = T.CreateTruncating(sums[i]);
    }

    // Each element lies in the windows that cover it. These are themselves a window over the cotangents, dilated by the strides.
    protected override Value LinearTranspose(Value ct, TensorType x)
    {
        if (ct.Size == 0) return Tensor.Zeros(x);
        int[] low = new int[x.Rank], high = new int[x.Rank];
        for (int i = 0; i < low.Length; i++)
        {
            low[i] = Window.Sizes[i] - 1 - Window.Low[i];
            high[i] = x.Shape[i] + Window.Sizes[i] - 1 - ((ct.Type.Shape[i] - 1) * Window.Strides[i] + 1) - low[i];
        }
        var spread = Ad.Pad(ct, Tensor.Zeros(new(x.DType, default)), new(low), new(high), Window.Strides.Plus(-1));
        IntegerList none = IntegerList.Repeat(0, x.Rank), ones = IntegerList.Repeat(1, x.Rank);
        return new ReduceWindowSum(new WindowDimensions(Window.Sizes, ones, none, none)).Bind(spread);
    }

    protected override Value Batch(Value x, int size) => new ReduceWindowSum(Window.Batched()).Bind(x);

    protected override HloValue LowerOne(Hlo hlo, HloValue[] x, TensorType y) =>
        hlo.Op("stablehlo.reduce_window", [y], [x[0], hlo.Constant(y.With(default(Shape)), 0)], Window.Text(), () => hlo.Combiner("stablehlo.add", y.DType))[0];
}
