using System.Buffers;

namespace Autodiff;

public sealed partial class Tensor
{
    /// <summary>A tensor with a copy of these elements, in row-major order.</summary>
    /// <param name="elements">As many as the shape holds, of the element type of a dtype, such as double.</param>
    /// <param name="shape">The shape. Default: one axis.</param>
    public static Tensor Of<T>(ReadOnlySpan<T> elements, Shape? shape = null) where T : unmanaged => new(new(DTypeOf<T>.Known, shape ?? elements.Length), elements.ToArray());

    /// <summary>A tensor with one axis and a copy of these elements.</summary>
    public static Tensor Of<T>(params T[] elements) where T : unmanaged => Of<T>(elements.AsSpan());

    /// <summary>A scalar that is not weak.</summary>
    public static Tensor Scalar<T>(T element) where T : unmanaged => new(new(DTypeOf<T>.Known, default), new Splat<T>(element));

    /// <summary>A tensor whose elements are written in place. A large one gets memory in which XLA can compute directly, so nothing is copied.</summary>
    /// <param name="shape">The shape of the tensor.</param>
    /// <param name="state">An object that is passed to <paramref name="fill"/>.</param>
    /// <param name="fill">Writes all elements in row-major order. The memory is not initialized.</param>
    public static Tensor Create<T, TState>(Shape shape, TState state, SpanAction<T, TState> fill) where T : unmanaged
    {
        var type = new TensorType(DTypeOf<T>.Known, shape);
        int n = Room(type);
        if ((long)n * type.DType.Size < HostMemory.Least)
        {
            var elements = new T[n];
            fill(elements, state);
            return new(type, elements);
        }
        var memory = new HostMemory((long)n * type.DType.Size);
        try
        {
            fill(memory.Elements<T>(), state);
            return new(type, new NativeArray<T>(memory));
        }
        catch
        {
            memory.Dispose();
            throw;
        }
    }

    /// <summary>A strong scalar from a .NET number of the dtype's element type.</summary>
    internal static Tensor Of(object element, DType dtype)
    {
        var elements = dtype.NewArray(1);
        dtype.Put(elements, 0, element);
        return new(new(dtype, default), elements);
    }

    /// <summary>A weak scalar, as for a .NET number: it takes the dtype of an operand that is not weak.</summary>
    internal static Tensor Literal<T>(T x) where T : unmanaged => new(new(DTypeOf<T>.Known, default, Weak: true), new Splat<T>(x));

    /// <summary>A splat of a number, converted to the dtype as by Cast.</summary>
    internal static Tensor Full(TensorType type, double x) => new(type, type.DType.Splat(x));

    /// <summary>A splat of zeros that is not weak.</summary>
    internal static Tensor Zeros(TensorType type) => Full(type.Strong, 0);

    /// <summary>A splat of ones that is not weak.</summary>
    internal static Tensor Ones(TensorType type) => Full(type.Strong, 1);
}
