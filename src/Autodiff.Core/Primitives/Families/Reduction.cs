using Autodiff.StableHlo;
using Autodiff.Tracing;

namespace Autodiff.Families;

/// <summary>Combines the elements along axes, which are removed. The result for no elements is the identity of the combination.</summary>
/// <param name="Over">The axes.</param>
abstract record Reduction(Axes Over) : SingleResult
{
    /// <summary>The StableHLO operation that combines two elements.</summary>
    protected abstract string Hlo { get; }

    /// <summary>The identity of the combination.</summary>
    protected abstract Tensor Identity(DType dtype);

    public override string Parameters => $"axes={Over}";

    public override TensorType InferOne(TensorType[] x) => x[0].With(x[0].Shape.Without(Over));

    protected sealed override long Stored(Tensor[] x, TensorType y) => Reducing.Stored(x[0], y);

    protected sealed override Value BatchOne(Value[] x, bool[] batched, int size) => (this with { Over = Over.Shift(1) }).Bind(x);

    protected sealed override HloValue LowerOne(Hlo hlo, HloValue[] x, TensorType y) => Reducing.Lower(hlo, x[0], y, Over, Hlo, Identity(y.DType));

    /// <summary>The result broadcast to the shape of the operand.</summary>
    protected Value Spread(Value y, Shape operand) => Ad.Broadcast(y, operand, Over.Complement(operand.Rank));
}
