namespace Autodiff;

public sealed partial class Tensor
{
    /// <summary>A tensor with a copy of these elements, in row-major order.</summary>
    /// <param name="elements">The elements, of type bool, int, long, uint, float or double. Their number is the size of the shape.</param>
    /// <param name="shape">The shape. Default: one axis.</param>
    public static Tensor Of<T>(ReadOnlySpan<T> elements, Shape? shape = null) where T : unmanaged =>
        new(new(DType.Of(typeof(T)) ?? throw new AdException($"No dtype holds {typeof(T).Name}.", ErrorId.InvalidDType), shape ?? elements.Length), elements.ToArray());

    /// <summary>A tensor with one axis and a copy of these elements.</summary>
    public static Tensor Of<T>(params T[] elements) where T : unmanaged => Of<T>(elements.AsSpan());

    /// <summary>A scalar that is not weak.</summary>
    public static Tensor Scalar<T>(T element) where T : unmanaged => Of<T>([element], default(Shape));

    /// <summary>A strong scalar of a .NET number of the dtype's element type.</summary>
    internal static Tensor Of(object element, DType dtype)
    {
        var elements = dtype.NewArray(1);
        dtype.Put(elements, 0, element);
        return new(new(dtype, default), elements);
    }

    /// <summary>A weak scalar, as for a .NET number: it takes the dtype of an operand that is not weak.</summary>
    internal static Tensor Literal(double x) => new(new(DType.F64, default, Weak: true), new[] { x });

    /// <inheritdoc cref="Literal(double)"/>
    internal static Tensor Literal(int x) => new(new(DType.I32, default, Weak: true), new[] { x });

    /// <inheritdoc cref="Literal(double)"/>
    internal static Tensor Literal(long x) => new(new(DType.I64, default, Weak: true), new[] { x });

    /// <summary>A splat of a number, converted to the dtype as by Cast.</summary>
    internal static Tensor Full(TensorType type, double x) => new(type, type.DType.Code switch
    {
        TypeCode.Double => new[] { x },
        TypeCode.Single => new[] { (float)x },
        TypeCode.Int32 => new[] { int.CreateSaturating(x) },
        TypeCode.Int64 => new[] { long.CreateSaturating(x) },
        TypeCode.UInt32 => new[] { uint.CreateSaturating(x) },
        _ => new[] { x != 0 },
    });

    /// <summary>A splat of zeros that is not weak.</summary>
    internal static Tensor Zeros(TensorType type) => Full(type.Strong, 0);

    /// <summary>A splat of ones that is not weak.</summary>
    internal static Tensor Ones(TensorType type) => Full(type.Strong, 1);
}
