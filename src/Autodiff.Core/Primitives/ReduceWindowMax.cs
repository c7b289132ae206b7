using System.Numerics;
using Autodiff.Families;
using Autodiff.StableHlo;
using Autodiff.Tracing;

namespace Autodiff;

/// <summary>The greatest element of each window; NaN propagates (StableHLO reduce_window with maximum). For an empty window it is −∞ or the least integer.</summary>
/// <remarks>The tangent is that of the greatest element, or of the first of several equal ones.</remarks>
/// <param name="Window">The windows.</param>
sealed record ReduceWindowMax(WindowDimensions Window) : SingleResult
{
    public override string Parameters => Window.ToString();

    public override TensorType InferOne(TensorType[] x) => x[0].DType != DType.Bool ? x[0].With(Window.Result(x[0].Shape, Name)) : throw Error("is not defined for bool.", ErrorId.InvalidDType);

    protected override Tensor EvaluateOne(Tensor[] x, TensorType y) => y.DType.Code switch
    {
        TypeCode.Double => Max(x[0], y, double.NegativeInfinity),
        TypeCode.Single => Max(x[0], y, float.NegativeInfinity),
        TypeCode.Int32 => Max(x[0], y, int.MinValue),
        TypeCode.Int64 => Max(x[0], y, long.MinValue),
        _ => Max(x[0], y, uint.MinValue),
    };

    Tensor Max<T>(Tensor x, TensorType type, T least) where T : INumber<T>
    {
        var elements = x.Elements<T>();
        var r = new T[type.Shape.Size];
        Array.Fill(r, least);
        Window.Walk(x.Type.Shape, type.Shape, (window, at) => r[window] = T.Max(r[window], elements[at]));
        return new(type, r);
    }

    public override (Value Y, Value? DY) JvpOne(Value[] x, Value?[] dx) => (this.Bind(x[0]), new SelectAndGather(Window).Bind(dx[0]!, x[0]));

    protected override Value BatchOne(Value[] x, bool[] batched, int size) => new ReduceWindowMax(Window.Batched()).Bind(x[0]);

    protected override HloValue LowerOne(Hlo hlo, HloValue[] x, TensorType y) =>
        hlo.Op("stablehlo.reduce_window", [y], [x[0], hlo.Constant(Least(y.DType))], Window.Text(), () => hlo.Combiner("stablehlo.maximum", y.DType))[0];

    /// <summary>The identity of the maximum: −∞ or the least integer.</summary>
    internal static Tensor Least(DType dtype) => dtype == DType.I64
        ? Tensor.Scalar(long.MinValue)
        : Tensor.Full(new(dtype, default), dtype.IsFloat ? double.NegativeInfinity : dtype == DType.I32 ? int.MinValue : 0);
}
