using Autodiff.Graphs;
using Autodiff.StableHlo;

namespace Autodiff.Tracing;

/// <summary>A primitive with one result, as most have. Its rules take and return single results instead of arrays.</summary>
abstract record SingleResult : Primitive
{
    /// <summary>The type of the result.</summary>
    public abstract TensorType InferOne(TensorType[] x);

    /// <summary>Computes the result, of the given type, by plain loops.</summary>
    protected abstract Tensor EvaluateOne(Tensor[] x, TensorType y);

    /// <summary>
    /// The kernel that computes a scalar of the given type, f64 or bool, from scalars of f64, bool or i32, with the same bits as <see cref="EvaluateOne"/>. Null if
    /// there is none.
    /// </summary>
    internal virtual ScalarKernel? Scalar(TensorType y) => null;

    /// <summary>The result and its tangent. At least one of <paramref name="dx"/> is not null.</summary>
    public abstract (Value Y, Value? DY) JvpOne(Value[] x, Value?[] dx);

    /// <summary>The cotangents of the linear operands.</summary>
    protected virtual Value?[] TransposeOne(Value ct, Operand[] x) => throw new AdException($"{Name} is not linear and has no transpose.", ErrorId.NotLinear);

    /// <summary>The result for all items at once, which always has the batch axis. At least one operand is batched.</summary>
    protected abstract Value BatchOne(Value[] x, bool[] batched, int size);

    /// <summary>Lowers the primitive to StableHLO.</summary>
    protected abstract HloValue LowerOne(Hlo hlo, HloValue[] x, TensorType y);

    public sealed override TensorType[] Infer(TensorType[] x) => [InferOne(x)];

    public sealed override Tensor[] Evaluate(Tensor[] x) => [Evaluate(x, InferOne(Array.ConvertAll(x, v => v.Type)))];

    /// <summary>Computes the result, whose type is known already.</summary>
    /// <exception cref="AdException">The result does not fit into memory.</exception>
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

    /// <summary>The error for operands that do not match. It names the operation as users do, in Pascal case.</summary>
    protected AdException Error(string message, ErrorId? id = null) => new($"{GetType().Name}: {message}", id ?? ErrorId.InvalidOperand);

    protected AdException Error(InvariantText message, ErrorId? id = null) => Error(message.ToStringAndClear(), id);
}
