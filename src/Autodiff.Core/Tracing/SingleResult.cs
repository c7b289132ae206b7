using System.Numerics;
using Autodiff.Graphs;
using Autodiff.Lanes;
using Autodiff.StableHlo;

namespace Autodiff.Tracing;

/// <summary>
/// A primitive with one result, as most are: its rules take and return one result, no array. Plain loops compute its elements, in one generic method:
/// <see cref="Move"/>, one whose name begins with Compute, or <see cref="Accumulate"/>. A dtype without a method is refused.
/// </summary>
abstract record SingleResult : Primitive
{
    /// <summary>The type of the result.</summary>
    public abstract TensorType InferOne(TensorType[] x);

    /// <summary>The result and its tangent. At least one of <paramref name="dx"/> is not null.</summary>
    public abstract (Value Y, Value? DY) JvpOne(Value[] x, Value?[] dx);

    /// <summary>The cotangents of the linear operands.</summary>
    protected virtual Value?[] TransposeOne(Value ct, Operand[] x) => throw new AdException($"{Name} is not linear and has no transpose.", ErrorId.NotLinear);

    /// <summary>The result for all items at once, which always has the batch axis. At least one operand is batched.</summary>
    protected abstract Value BatchOne(Value[] x, bool[] batched, int size);

    /// <summary>Lowers the primitive to StableHLO.</summary>
    protected abstract HloValue LowerOne(Hlo hlo, HloValue[] x, TensorType y);

    internal override bool Computes => !Moves;

    public sealed override TensorType[] Infer(TensorType[] x) => [InferOne(x)];

    public sealed override Tensor[] Evaluate(Tensor[] x) => [Evaluate(x, InferOne(Array.ConvertAll(x, v => v.Type)))];

    /// <summary>The result. Its type is already inferred.</summary>
    /// <param name="x">The operands.</param>
    /// <param name="type">The type.</param>
    /// <param name="kernel">The code of a backend. Default: plain loops.</param>
    /// <exception cref="AdException">The result does not fit into memory.</exception>
    internal Tensor Evaluate(Tensor[] x, TensorType type, IKernel? kernel = null)
    {
        try
        {
            if (Known(x, type) is { } known) return known;
            if (IsNarrow(x, type)) return Evaluate(Array.ConvertAll(x, Wide), type.Wide, kernel).Converted(type);
            var y = new Destination(type, type.DType.Allocate(Stored(x, type)));
            using var held = new Reading(x);
            if (kernel is null) Write(x, y);
            else kernel.Run(x, y);
            return new(type, y.Memory);
        }
        catch (Exception e) when (e is OutOfMemoryException or OverflowException)
        {
            throw NoRoom([type], e);
        }
    }

    /// <summary>Writes the result to the caller's memory with plain loops.</summary>
    internal void Evaluate(Tensor[] x, Destination y)
    {
        using var held = new Reading(x);
        if (IsNarrow(x, y.Type)) Casting.Write(Evaluate(Array.ConvertAll(x, Wide), y.Type.Wide), y);
        else Write(x, y);
    }

    // Narrow floats are converted to compute with them, and the result is rounded.
    bool IsNarrow(Tensor[] x, TensorType y)
    {
        bool narrow = y.DType.IsNarrow;
        foreach (var v in x) narrow |= v.DType.IsNarrow;
        return narrow && Computes;
    }

    static Tensor Wide(Tensor x) => x.Converted(x.Type.Wide);

    /// <summary>The result if no loop is needed: the elements of an operand with another type, or a splat. Otherwise null.</summary>
    protected virtual Tensor? Known(Tensor[] x, TensorType y) => null;

    /// <summary>The number of elements that are computed. 1: the result is a splat. Default: all.</summary>
    protected virtual long Stored(Tensor[] x, TensorType y) => y.Shape.Size;

    /// <summary>The dtype that selects the code. Default: the dtype of the result.</summary>
    protected virtual DType DTypeOfCode(ReadOnlySpan<Tensor> x, TensorType y) => y.DType;

    /// <summary>The loop over blocks of elements. Null if an element of the result depends on others than those in its place, or if there is no loop for the dtypes.</summary>
    /// <param name="x">The dtype of the last operand.</param>
    /// <param name="y">The dtype of the result.</param>
    internal virtual BlockCode? Block(DType x, DType y) => null;

    /// <summary>The result as a view of the one operand, which has the given shape. Null if it is none.</summary>
    internal virtual View? ViewOf(Shape x) => null;

    /// <summary>Whether the result consists of moved elements of operands. Then <see cref="Move"/> writes it, for every dtype.</summary>
    protected virtual bool Moves => false;

    /// <summary>Writes each element of the result.</summary>
    protected virtual void Write(ReadOnlySpan<Tensor> x, Destination y)
    {
        if (Moves) y.Type.DType.Move(new Mover(this, x, y));
        else DTypeOfCode(x, y.Type).Visit(new Code(this, x, y));
    }

    /// <summary>Moves elements of any type.</summary>
    protected virtual void Move<T>(ReadOnlySpan<Tensor> x, Destination y) where T : unmanaged
    {
        var view = ViewOf(x[0].Type.Shape) ?? throw Refused<T>();
        Strided.Read(x[0].Elements<T>(), y.Elements<T>(), y.Type.Shape, view.Strides, view.Offset);
    }

    /// <summary>Computes with floats.</summary>
    protected virtual void ComputeFloats<T>(ReadOnlySpan<Tensor> x, Destination y) where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T> => Accumulate<T, double>(x, y);

    /// <summary>Computes with integers.</summary>
    protected virtual void ComputeIntegers<T>(ReadOnlySpan<Tensor> x, Destination y) where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T> => Accumulate<T, T>(x, y);

    /// <summary>Computes with booleans.</summary>
    protected virtual void ComputeBooleans(ReadOnlySpan<Tensor> x, Destination y) => throw Refused<bool>();

    /// <summary>Adds or multiplies many numbers in <typeparamref name="A"/>: floats in f64, because a plain sum of f32 stops growing at 2^24, and integers in their own type.</summary>
    protected virtual void Accumulate<T, A>(ReadOnlySpan<Tensor> x, Destination y) where T : unmanaged, INumber<T>, IMinMaxValue<T> where A : unmanaged, INumber<A> => ComputeNumbers<T>(x, y);

    /// <summary>Computes with numbers of any type.</summary>
    protected virtual void ComputeNumbers<T>(ReadOnlySpan<Tensor> x, Destination y) where T : unmanaged, INumber<T>, IMinMaxValue<T> => throw Refused<T>();

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

    /// <summary>The error for elements that the primitive is not defined for.</summary>
    protected AdException Refused<T>() where T : unmanaged => Error($"is not defined for {DTypeOf<T>.Known}.", ErrorId.InvalidDType);

    readonly ref struct Mover(SingleResult primitive, ReadOnlySpan<Tensor> x, Destination y) : IElementMover
    {
        readonly ReadOnlySpan<Tensor> x = x;

        public void Move<T>() where T : unmanaged => primitive.Move<T>(x, y);
    }

    readonly ref struct Code(SingleResult primitive, ReadOnlySpan<Tensor> x, Destination y) : IElementVisitor
    {
        readonly ReadOnlySpan<Tensor> x = x;

        public void Float<T>() where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T> => primitive.ComputeFloats<T>(x, y);

        public void Integer<T>() where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T> => primitive.ComputeIntegers<T>(x, y);

        public void Boolean() => primitive.ComputeBooleans(x, y);
    }
}
