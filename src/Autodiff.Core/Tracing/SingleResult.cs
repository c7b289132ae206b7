using Autodiff.Graphs;
using Autodiff.StableHlo;

namespace Autodiff.Tracing;

/// <summary>A primitive with one result: its rules take and give no arrays of results. Most are.</summary>
abstract record SingleResult : Primitive
{
    /// <summary>The type of the result.</summary>
    public abstract TensorType InferOne(TensorType[] x);

    /// <summary>The result, of the given type, by plain loops.</summary>
    protected abstract Tensor EvaluateOne(Tensor[] x, TensorType y);

    /// <summary>
    /// What computes a scalar of the given type, f64 or bool, from scalars of f64, bool or i32, to the same bits as <see cref="EvaluateOne"/>; null where nothing does.
    /// </summary>
    internal virtual ScalarKernel? Scalar(TensorType y) => null;

    /// <summary>The result and its tangent. At least one of <paramref name="dx"/> is not null.</summary>
    public abstract (Value Y, Value? DY) JvpOne(Value[] x, Value?[] dx);

    /// <summary>The cotangents of the linear operands.</summary>
    protected virtual Value?[] TransposeOne(Value ct, Operand[] x) => throw new AdException($"{Name} is not linear and has no transpose.", ErrorId.NotLinear);

    /// <summary>The result for all items at once; it always has the batch axis. At least one operand is batched.</summary>
    protected abstract Value BatchOne(Value[] x, bool[] batched, int size);

    /// <summary>Writes it as StableHLO.</summary>
    protected abstract HloValue LowerOne(Hlo hlo, HloValue[] x, TensorType y);

    public sealed override TensorType[] Infer(TensorType[] x) => [InferOne(x)];

    public sealed override Tensor[] Evaluate(Tensor[] x) => [Evaluate(x, InferOne(Array.ConvertAll(x, v => v.Type)))];

    /// <summary>The result, of a type that is known already.</summary>
    /// <exception cref="AdException">There is no room for it.</exception>
    internal Tensor Evaluate(Tensor[] x, TensorType y)
    {
        try
        {
            return EvaluateOne(x, y);
        }
        catch (Exception e) when (e is OutOfMemoryException or OverflowException)
        {
            throw NoRoom([y], e);
        }
    }

    public sealed override (Value[] Y, Value?[] DY) Jvp(Value[] x, Value?[] dx)
    {
        var (y, dy) = JvpOne(x, dx);
        return ([y], [dy]);
    }

    public sealed override Value?[] LinearTranspose(Value?[] ct, Operand[] x) => TransposeOne(ct[0]!, x);

    public sealed override (Value[] Y, bool[] Batched) Batch(Value[] x, bool[] batched, int size) => ([BatchOne(x, batched, size)], [true]);

    public sealed override HloValue[] Lower(Hlo hlo, HloValue[] x, TensorType[] y) => [LowerOne(hlo, x, y[0])];

    /// <summary>The error of operands that do not fit. It names the operation as users do: in Pascal case.</summary>
    protected AdException Error(string message, ErrorId? id = null) => new($"{GetType().Name}: {message}", id ?? ErrorId.InvalidOperand);

    protected AdException Error(InvariantText message, ErrorId? id = null) => Error(message.ToStringAndClear(), id);
}
