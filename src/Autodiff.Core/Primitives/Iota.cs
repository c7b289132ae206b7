using Autodiff.StableHlo;
using Autodiff.Tracing;

namespace Autodiff;

/// <summary>The index of each element along an axis: 0, 1, 2, … (StableHLO iota).</summary>
/// <param name="DType">The dtype.</param>
/// <param name="Shape">The shape of the result.</param>
/// <param name="Axis">The axis.</param>
sealed record Iota(DType DType, Shape Shape, int Axis) : SingleResult
{
    public override string Parameters => $"dtype={DType} shape={Shape} axis={Axis}";

    public override TensorType InferOne(TensorType[] x) => DType != DType.Bool ? new(DType, Shape) : throw Error("is not defined for bool.", ErrorId.InvalidDType);

    protected override Tensor? Known(Tensor[] x, TensorType y) => Shape[Axis] == 1 ? Tensor.Zeros(y) : null;

    protected override void ComputeNumbers<T>(ReadOnlySpan<Tensor> x, Destination y)
    {
        var to = y.Elements<T>();
        int step = Shape.Strides()[Axis], count = Shape[Axis];
        for (int n = 0; n < to.Length; n++) to[n] = T.CreateTruncating(n / step % count);
    }

    public override (Value Y, Value? DY) JvpOne(Value[] x, Value?[] dx) => (this.Bind(), null);

    protected override Value BatchOne(Value[] x, bool[] batched, int size) => throw new InvalidOperationException("It has no operand that could be batched.");

    protected override HloValue LowerOne(Hlo hlo, HloValue[] x, TensorType y) => hlo.Op("stablehlo.iota", y, [], $"iota_dimension = {Axis} : i64");
}

public static partial class Ad
{
    /// <inheritdoc cref="Autodiff.Iota"/>
    internal static Value Iota(DType dtype, Shape shape, int axis) => new Iota(dtype, shape, axis).Bind();
}
