using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autodiff;

// Constants are tensors, not equations; where one element is repeated they store it once.
public static partial class Ad
{
    /// <summary>Zeros (jnp.zeros).</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="dtype">The dtype; without it f64, weak: beside an f32 they are f32.</param>
    public static Value Zeros(Shape shape, DType? dtype = null) => Constant(shape, 0, dtype);

    /// <summary>Ones (jnp.ones).</summary>
    /// <inheritdoc cref="Zeros"/>
    public static Value Ones(Shape shape, DType? dtype = null) => Constant(shape, 1, dtype);

    /// <summary>One value, repeated (jnp.full).</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="value">A scalar, or what broadcasts to the shape.</param>
    /// <param name="dtype">The dtype; without it that of the value, weak where the value is a plain number.</param>
    /// <exception cref="AdException">The value does not broadcast to the shape, or is an integer that the dtype has not got (JAX's OverflowError).</exception>
    public static Value Full(Shape shape, Value value, DType? dtype = null)
    {
        Given(value);
        return BroadcastTo((value, dtype) switch
        {
            (_, null) => value,
            (Tensor { DType.IsInteger: true } whole, { IsInteger: true }) => ExactCast.To(whole, dtype, nameof(Full)),
            _ => Cast(value, dtype),
        }, shape);
    }

    /// <summary>Zeros of the shape, dtype and weakness of another value (jnp.zeros_like).</summary>
    public static Value ZerosLike(Value x)
    {
        Given(x);
        return Tensor.Full(x.Type, 0);
    }

    /// <summary>Ones of the shape, dtype and weakness of another value (jnp.ones_like).</summary>
    public static Value OnesLike(Value x)
    {
        Given(x);
        return Tensor.Full(x.Type, 1);
    }

    /// <summary>The identity matrix (jnp.eye).</summary>
    /// <param name="n">Rows and columns.</param>
    /// <param name="dtype">The dtype; without it f64, weak.</param>
    /// <returns>Shape [n,n].</returns>
    public static Value Eye(int n, DType? dtype = null)
    {
        var r = new double[new Shape(n, n).Size];
        for (int i = 0; i < n; i++) r[i * (n + 1)] = 1;
        return ConvertType.Apply(Tensor.Of<double>(r, [n, n]), new(dtype ?? DType.F64, [n, n], Weak: dtype is null));
    }

    /// <summary>Numbers at equal distances, without the end (jnp.arange): Arange(stop) from 0, or Arange(start, stop), or Arange(start, stop, step).</summary>
    /// <param name="start">The first number; with nothing else given, the end.</param>
    /// <param name="stop">The end, which is not reached.</param>
    /// <param name="step">The distance, 1 without it.</param>
    /// <param name="dtype">The dtype; without it that in which the numbers meet, weak: of [int] i32, with a [double] f64.</param>
    /// <returns>Shape [⌈(stop − start) / step⌉].</returns>
    /// <exception cref="AdException">A number is traced, has axes, is not finite, or the step is 0.</exception>
    public static Value Arange(Value start, Value? stop = null, Value? step = null, DType? dtype = null)
    {
        if (stop is null) (start, stop) = (0, start);
        double from = Plain(start), to = Plain(stop), by = step is null ? 1 : Plain(step);
        var found = MatchDTypes(Numeric(start), Numeric(stop), step ?? 1)[0].DType;
        double length = by == 0 ? double.NaN : found.IsFloat ? Math.Ceiling((to - from) / by) : (double)Quotient((Int128)Whole(stop) - Whole(start), step is null ? 1 : Whole(step));
        if (!double.IsFinite(from) || !(length <= Array.MaxLength)) throw new AdException($"Arange: from {from} to {to} by {by} is no range of numbers that can be counted.", ErrorId.InvalidArgument);
        var common = dtype ?? found;
        int n = (int)Math.Max(0, length);
        // start + i · step in the dtype of the result, as JAX has it.
        return common.Code switch
        {
            TypeCode.Double => Steps(from, by, n, common, dtype is null),
            TypeCode.Single => Steps((float)from, (float)by, n, common, dtype is null),
            _ => Steps(Whole(start), step is null ? 1 : Whole(step), n, common, dtype is null),
        };

        static long Whole(Value x) => ((long[])ConvertType.Apply((Tensor)x, new(DType.I64, default)).Stored)[0];

        // Rounded up.
        static Int128 Quotient(Int128 x, Int128 y) => (x + y - Int128.Sign(y)) / y;
    }

    // For scripts, which may leave out what stands before a dtype.
    /// <summary>Whole numbers from 0 to before the end (jnp.arange).</summary>
    /// <param name="stop">The end, which is not reached.</param>
    /// <param name="dtype">The dtype.</param>
    /// <returns>Shape [⌈stop⌉].</returns>
    public static Value Arange(Value stop, DType dtype) => Arange(stop, null, null, dtype);

    /// <summary>Numbers at a distance of 1 to before the end (jnp.arange).</summary>
    /// <param name="start">The first number.</param>
    /// <param name="stop">The end, which is not reached.</param>
    /// <param name="dtype">The dtype.</param>
    /// <returns>Shape [⌈stop − start⌉].</returns>
    public static Value Arange(Value start, Value stop, DType dtype) => Arange(start, stop, null, dtype);

    static Tensor Steps<T>(T start, T step, int count, DType dtype, bool weak) where T : unmanaged, INumber<T>
    {
        var r = new T[count];
        for (int i = 0; i < count; i++) r[i] = unchecked(start + T.CreateTruncating(i) * step);
        return ConvertType.Apply(Tensor.Of(r), new(dtype, count, weak));
    }

    static Tensor Constant(Shape shape, double x, DType? dtype) => Tensor.Full(new(dtype ?? DType.F64, shape, Weak: dtype is null), x);

    static double Plain(Value x, [CallerArgumentExpression(nameof(x))] string argument = "", [CallerMemberName] string operation = "")
    {
        Given(x, argument, operation);
        if (x is not Tensor t) throw new AdException($"{operation}: '{argument}' is traced ({x.Type}), but the shape of the result depends on it and must be known while tracing: give a plain number.", ErrorId.NotConcrete);
        return t.Rank == 0 ? t.Number(0) : throw new AdException($"{operation}: '{argument}' must be one number, not {x.Type}.", ErrorId.InvalidArgument);
    }
}
