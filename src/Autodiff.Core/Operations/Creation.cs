using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autodiff;

// Constants are tensors, not equations. A constant with equal elements stores one element.
public static partial class Ad
{
    /// <summary>An array of zeros (jnp.zeros).</summary>
    /// <param name="shape">The shape of the result.</param>
    /// <param name="dtype">The dtype. Default: weak f64, which takes the dtype of the other operand, such as f32.</param>
    public static Value Zeros(Shape shape, DType? dtype = null) => Constant(shape, 0, dtype);

    /// <summary>An array of ones (jnp.ones).</summary>
    /// <inheritdoc cref="Zeros"/>
    public static Value Ones(Shape shape, DType? dtype = null) => Constant(shape, 1, dtype);

    /// <summary>An array filled with one value (jnp.full).</summary>
    /// <param name="shape">The shape of the result.</param>
    /// <param name="value">A scalar, or a value that broadcasts to the shape.</param>
    /// <param name="dtype">The dtype. Default: that of the value, weak if the value is a plain number.</param>
    /// <exception cref="AdException">The value does not broadcast to the shape, or is an integer that the dtype cannot represent (OverflowError in JAX).</exception>
    public static Value Full(Shape shape, Value value, DType? dtype = null)
    {
        Given(value);
        return BroadcastTo((value, dtype) switch
        {
            (_, null) => value,
            (Tensor { DType.IsInteger: true } whole, { IsInteger: true }) => ExactCast.To(whole, dtype),
            _ => Cast(value, dtype),
        }, shape);
    }

    /// <summary>Zeros with the shape, dtype and weakness of another value (jnp.zeros_like).</summary>
    public static Value ZerosLike(Value x)
    {
        Given(x);
        return Tensor.Full(x.Type, 0);
    }

    /// <summary>Ones with the shape, dtype and weakness of another value (jnp.ones_like).</summary>
    public static Value OnesLike(Value x)
    {
        Given(x);
        return Tensor.Full(x.Type, 1);
    }

    /// <summary>The identity matrix (jnp.eye).</summary>
    /// <param name="n">The number of rows and columns.</param>
    /// <param name="dtype">The dtype. Default: weak f64, which takes the dtype of the other operand, such as f32.</param>
    /// <returns>Shape [n,n].</returns>
    public static Value Eye(int n, DType? dtype = null)
    {
        var r = new double[Tensor.Room(new(DType.F64, [n, n]))];
        for (int i = 0; i < n; i++) r[i * (n + 1)] = 1;
        return Tensor.Of<double>(r, [n, n]).Converted(new(dtype ?? DType.F64, [n, n], Weak: dtype is null));
    }

    /// <summary>Evenly spaced numbers from start up to but not including stop (jnp.arange): Arange(stop), Arange(start, stop) or Arange(start, stop, step).</summary>
    /// <param name="start">The first number. If it is the only argument it is the end, and the first number is 0.</param>
    /// <param name="stop">The end, which is not included.</param>
    /// <param name="step">The difference between neighbours. Default: 1.</param>
    /// <param name="dtype">The dtype. Default: the common dtype of the arguments, weak: i32 for [int], f64 if one is a [double].</param>
    /// <returns>Shape [⌈(stop − start) / step⌉].</returns>
    /// <exception cref="AdException">An argument is traced, has axes or is not finite, the step is 0, or the result is too large.</exception>
    public static Value Arange(Value start, Value? stop = null, Value? step = null, DType? dtype = null)
    {
        if (stop is null) (start, stop) = (0, start);
        double from = Plain(start), to = Plain(stop), by = step is null ? 1 : Plain(step);
        var found = MatchDTypes(Numeric(start), Numeric(stop), step ?? 1)[0].DType;
        double length = by == 0 ? double.NaN : found.IsFloat ? Math.Ceiling((to - from) / by) : (double)Quotient((Int128)Whole(stop) - Whole(start), step is null ? 1 : Whole(step));
        if (!double.IsFinite(from) || !(length <= Array.MaxLength)) throw new AdException($"Arange: the range from {from} to {to} by {by} is not finite, or too long.", ErrorId.InvalidArgument);
        var common = dtype ?? found;
        int n = (int)Math.Max(0, length);
        // start + i · step in the dtype of the result, as in JAX.
        if (common == DType.F64) return Steps(from, by, n, common, dtype is null);
        return common.IsFloat ? Steps((float)from, (float)by, n, common, dtype is null) : Steps(Whole(start), step is null ? 1 : Whole(step), n, common, dtype is null);

        static long Whole(Value x) => ((Tensor)x).Converted(new(DType.I64, default)).Elements<long>()[0];

        // The quotient, rounded up.
        static Int128 Quotient(Int128 x, Int128 y) => (x + y - Int128.Sign(y)) / y;
    }

    // Scripts may omit the arguments before the dtype.
    /// <summary>The numbers 0, 1, … up to but not including stop (jnp.arange).</summary>
    /// <param name="stop">The end, which is not included.</param>
    /// <param name="dtype">The dtype.</param>
    /// <returns>Shape [⌈stop⌉].</returns>
    public static Value Arange(Value stop, DType dtype) => Arange(stop, null, null, dtype);

    /// <summary>The numbers start, start + 1, … up to but not including stop (jnp.arange).</summary>
    /// <param name="start">The first number.</param>
    /// <param name="stop">The end, which is not included.</param>
    /// <param name="dtype">The dtype.</param>
    /// <returns>Shape [⌈stop − start⌉].</returns>
    public static Value Arange(Value start, Value stop, DType dtype) => Arange(start, stop, null, dtype);

    static Tensor Steps<T>(T start, T step, int count, DType dtype, bool weak) where T : unmanaged, INumber<T>
    {
        var r = new T[count];
        for (int i = 0; i < count; i++) r[i] = unchecked(start + T.CreateTruncating(i) * step);
        return Tensor.Of(r).Converted(new(dtype, count, weak));
    }

    static Tensor Constant(Shape shape, double x, DType? dtype) => Tensor.Full(new(dtype ?? DType.F64, shape, Weak: dtype is null), x);

    static double Plain(Value x, [CallerArgumentExpression(nameof(x))] string argument = "", [CallerMemberName] string operation = "")
    {
        Given(x, argument, operation);
        if (x is not Tensor t) throw new AdException($"{operation}: the argument '{argument}' is a traced value ({x.Type}), but the shape of the result depends on it. Give a number.", ErrorId.NotConcrete);
        return t.Rank == 0 ? t.ToDouble(0) : throw new AdException($"{operation}: the argument '{argument}' is {x.Type}; expected one number.", ErrorId.InvalidArgument);
    }
}
