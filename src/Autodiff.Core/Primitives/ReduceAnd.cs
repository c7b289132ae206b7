using Autodiff.Families;
using Autodiff.Tracing;

namespace Autodiff;

/// <summary>Whether all elements along axes are true (StableHLO reduce with and). The axes are removed.</summary>
/// <param name="Over">The axes.</param>
sealed record ReduceAnd(Axes Over) : Reduction(Over)
{
    protected override string Hlo => "stablehlo.and";

    protected override Tensor Identity(DType dtype) => Tensor.Scalar(true);

    public override TensorType InferOne(TensorType[] x) => x[0].DType == DType.Bool ? base.InferOne(x) : throw Error($"the operand is {x[0]}; expected booleans.", ErrorId.InvalidDType);

    protected override void ComputeBooleans(ReadOnlySpan<Tensor> x, Destination y) => Reducing.Fold<bool, bool>(x[0], y, Over, true, (a, b) => a & b, r => r);

    public override (Value Y, Value? DY) JvpOne(Value[] x, Value?[] dx) => (this.Bind(x), null);
}

public static partial class Ad
{
    /// <summary>Whether all elements are true, over axes (jnp.all). For no elements it is true.</summary>
    /// <param name="x">Booleans, or numbers, which are true if they are not 0.</param>
    /// <param name="axis">An axis or a list of axes; negative values count from the end. Default: all axes.</param>
    /// <param name="keepDims">Whether the reduced axes stay, with size 1. Default: false.</param>
    public static Value All(Value x, Axes? axis = null, bool keepDims = false)
    {
        Given(x);
        return KeepDims(ReduceAnd(Truth(x), NormalizeAxes(axis, x.Rank)), x, axis, keepDims);
    }

    static Value ReduceAnd(Value x, Axes axes) => axes.Count == 0 ? x : new ReduceAnd(axes).Bind(x);
}
