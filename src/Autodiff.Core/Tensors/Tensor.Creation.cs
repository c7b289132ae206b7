namespace Autodiff;

public sealed partial class Tensor
{
    /// <summary>A tensor of these elements, row-major, which are copied.</summary>
    /// <param name="elements">As many as the shape holds: bool, int, long, uint, float or double.</param>
    /// <param name="shape">The shape; without it, one axis.</param>
    public static Tensor Of<T>(ReadOnlySpan<T> elements, Shape? shape = null) where T : unmanaged =>
        new(new(DType.Of(typeof(T)) ?? throw new AdException($"No dtype holds {typeof(T).Name}.", ErrorId.InvalidDType), shape ?? elements.Length), elements.ToArray());

    /// <summary>A tensor with one axis of these elements, which are copied.</summary>
    public static Tensor Of<T>(params T[] elements) where T : unmanaged => Of<T>(elements.AsSpan());

    /// <summary>A strong scalar.</summary>
    public static Tensor Scalar<T>(T element) where T : unmanaged => Of<T>([element], default(Shape));

    /// <summary>A weak scalar, as .NET numbers are: it takes the dtype of a strong partner.</summary>
    internal static Tensor Literal(double x) => new(new(DType.F64, default, Weak: true), new[] { x });

    /// <inheritdoc cref="Literal(double)"/>
    internal static Tensor Literal(int x) => new(new(DType.I32, default, Weak: true), new[] { x });

    /// <inheritdoc cref="Literal(double)"/>
    internal static Tensor Literal(long x) => new(new(DType.I64, default, Weak: true), new[] { x });

    /// <summary>A splat of a number, converted to the dtype as Cast converts.</summary>
    internal static Tensor Full(TensorType type, double x) => new(type, type.DType.Code switch
    {
        TypeCode.Double => new[] { x },
        TypeCode.Single => new[] { (float)x },
        TypeCode.Int32 => new[] { int.CreateSaturating(x) },
        TypeCode.Int64 => new[] { long.CreateSaturating(x) },
        TypeCode.UInt32 => new[] { uint.CreateSaturating(x) },
        _ => new[] { x != 0 },
    });

    /// <summary>A strong splat of zeros.</summary>
    internal static Tensor Zeros(TensorType type) => Full(type.Strong, 0);

    /// <summary>A strong splat of ones.</summary>
    internal static Tensor Ones(TensorType type) => Full(type.Strong, 1);
}
