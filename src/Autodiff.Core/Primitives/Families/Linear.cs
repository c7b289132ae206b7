using Autodiff.Graphs;

using Autodiff.Tracing;

namespace Autodiff.Families;

/// <summary>A primitive that is linear in its one operand, so that the tangent is computed as the value is.</summary>
abstract record Linear : SingleResult
{
    /// <summary>The type of the result.</summary>
    protected abstract TensorType Infer(TensorType x);

    /// <summary>The cotangent of the operand, which has type <paramref name="x"/>.</summary>
    protected abstract Value LinearTranspose(Value ct, TensorType x);

    /// <summary>The result for an operand with a batch axis 0.</summary>
    protected abstract Value Batch(Value x, int size);

    public sealed override TensorType InferOne(TensorType[] x) => Infer(x[0]);

    public override (Value Y, Value? DY) JvpOne(Value[] x, Value?[] dx) => (this.Bind(x[0]), this.Bind(dx[0]!));

    protected sealed override Value?[] TransposeOne(Value ct, Operand[] x) => [LinearTranspose(ct, x[0].Type)];

    protected sealed override Value BatchOne(Value[] x, bool[] batched, int size) => Batch(x[0], size);
}
