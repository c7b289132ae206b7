using Autodiff.Families;
using Autodiff.Tracing;

namespace Autodiff;

/// <summary>Whether any element is true along some axes, which leave the shape (StableHLO reduce with or).</summary>
/// <param name="Over">The axes.</param>
sealed record ReduceOr(Axes Over) : Reduction(Over)
{
    protected override string Hlo => "stablehlo.or";

    protected override Tensor Identity(DType dtype) => Tensor.Scalar(false);

    public override TensorType InferOne(TensorType[] x) => x[0].DType == DType.Bool ? base.InferOne(x) : throw Error($"needs booleans, not {x[0]}.", ErrorId.InvalidDType);

    protected override Tensor EvaluateOne(Tensor[] x, TensorType y) => Reducing.Fold<bool>(x[0], y, Over, false, (a, b) => a | b);

    public override (Value Y, Value? DY) JvpOne(Value[] x, Value?[] dx) => (this.Bind(x), null);
}

public static partial class Ad
{
    /// <summary>Whether any element is true, along all axes or some (jnp.any). Of no elements it is false.</summary>
    /// <param name="x">Booleans; of numbers, those that are not 0 are true.</param>
    /// <param name="axis">An axis or several, negative ones from the end; all without it.</param>
    /// <param name="keepDims">Whether the axes stay, with one element each.</param>
    public static Value Any(Value x, Axes? axis = null, bool keepDims = false)
    {
        Given(x);
        return KeepDims(ReduceOr(Truth(x), NormalizeAxes(axis, x.Rank)), x, axis, keepDims);
    }

    static Value ReduceOr(Value x, Axes axes) => axes.Count == 0 ? x : new ReduceOr(axes).Bind(x);
}
