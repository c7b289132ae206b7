namespace Autodiff;

// Only one overload for each operator: PowerShell would choose a second one for arithmetic with a number on the left.
public abstract partial class Value
{
    /// <inheritdoc cref="Ad.Add"/>
    public static Value operator +(Value x, Value y) => Ad.Add(x, y);

    /// <inheritdoc cref="Ad.Subtract"/>
    /// <remarks>PowerShell compiles <c>-$x</c> to <c>0 - $x</c>. So an [int] 0 on the left negates, and −0 results from 0.</remarks>
    public static Value operator -(Value x, Value y) => x is Tensor { Type: { Weak: true, Rank: 0 } type } zero && type.DType == DType.I32 && !zero.Truth ? Ad.Negate(y) : Ad.Subtract(x, y);

    /// <inheritdoc cref="Ad.Multiply"/>
    public static Value operator *(Value x, Value y) => Ad.Multiply(x, y);

    /// <inheritdoc cref="Ad.Divide"/>
    public static Value operator /(Value x, Value y) => Ad.Divide(x, y);

    /// <inheritdoc cref="Ad.Remainder"/>
    public static Value operator %(Value x, Value y) => Ad.Remainder(x, y);

    /// <inheritdoc cref="Ad.Negate"/>
    public static Value operator -(Value x) => Ad.Negate(x);

    /// <summary>A weak f64 scalar.</summary>
    public static implicit operator Value(double x) => Tensor.Literal(x);

    /// <summary>A weak i32 scalar.</summary>
    public static implicit operator Value(int x) => Tensor.Literal(x);

    /// <summary>A weak i64 scalar.</summary>
    public static implicit operator Value(long x) => Tensor.Literal(x);

    /// <summary>An f32 scalar.</summary>
    public static implicit operator Value(float x) => Tensor.Scalar(x);

    /// <summary>A boolean scalar.</summary>
    public static implicit operator Value(bool x) => Tensor.Scalar(x);

    /// <summary>An i32 scalar.</summary>
    public static implicit operator Value(byte x) => Tensor.Scalar((int)x);

    /// <summary>An i32 scalar.</summary>
    public static implicit operator Value(short x) => Tensor.Scalar((int)x);

    /// <summary>A weak f64 scalar.</summary>
    public static implicit operator Value(decimal x) => Tensor.Literal((double)x);

    /// <summary>An f64 tensor with one axis.</summary>
    public static implicit operator Value(double[] x) => Tensor.Of(x);

    /// <summary>An f32 tensor with one axis.</summary>
    public static implicit operator Value(float[] x) => Tensor.Of(x);

    /// <summary>An i32 tensor with one axis.</summary>
    public static implicit operator Value(int[] x) => Tensor.Of(x);

    /// <summary>A boolean tensor with one axis.</summary>
    public static implicit operator Value(bool[] x) => Tensor.Of(x);
}
