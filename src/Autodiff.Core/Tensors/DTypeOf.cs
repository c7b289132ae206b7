using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autodiff;

/// <summary>A dtype whose elements are <typeparamref name="T"/>.</summary>
abstract class DTypeOf<T>(string name, string mlir, int xla) : DType(name, mlir, xla, typeof(T), Unsafe.SizeOf<T>()) where T : unmanaged
{
    /// <summary>The dtype of elements of this type.</summary>
    /// <exception cref="AdException">No dtype has these elements.</exception>
    public static DType Known => Lookup.Found ?? throw new AdException($"There is no dtype for {typeof(T).Name}.", ErrorId.InvalidDType);

    // A class of its own, because it is initialized after all dtypes.
    static class Lookup
    {
        public static readonly DType? Found = Of(typeof(T));
    }

    /// <summary>The number as an element. It is converted as by Cast.</summary>
    internal abstract T From(double x);

    /// <summary>A .NET number as an element.</summary>
    protected abstract T From(object number);

    /// <summary>An element as a number.</summary>
    internal abstract double Number(T element);

    internal sealed override double Round(double x) => Number(From(x));

    internal sealed override double Number(object element) => Number((T)element);

    internal sealed override double Number(HostStorage storage, long i) => Number(((HostStorage<T>)storage).Elements[(int)i]);

    internal sealed override Array NewArray(long length) => GC.AllocateUninitializedArray<T>(checked((int)length));

    internal sealed override HostStorage Allocate(long count)
    {
        if (count == 1) return new Splat<T>(default);
        long bytes = checked(count * Size);
        if (count > Array.MaxLength) throw new OverflowException();
        return bytes >= HostMemory.Least ? new NativeArray<T>(new HostMemory(bytes)) : new HostArray<T>(GC.AllocateUninitializedArray<T>((int)count));
    }

    internal sealed override HostStorage Wrap(Array elements) => HostArray<T>.Of((T[])elements);

    internal sealed override HostStorage Splat(double x) => new Splat<T>(From(x));

    internal sealed override void Put(Array elements, int at, object number) => ((T[])elements)[at] = number is T element ? element : From(number);
}

/// <summary>A floating-point dtype.</summary>
sealed class FloatType<T>(string name, string mlir, int xla) : DTypeOf<T>(name, mlir, xla) where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
{
    internal override double Least => double.NegativeInfinity;

    internal override double Greatest => double.PositiveInfinity;

    internal override double Missing => double.NaN;

    internal override int FractionBits { get; } = -T.ILogB(T.BitIncrement(T.One) - T.One);

    internal override T From(double x) => T.CreateTruncating(x);

    protected override T From(object number) => number switch
    {
        double or float or decimal => T.CreateTruncating(Convert.ToDouble(number, CultureInfo.InvariantCulture)),
        _ when DType.Of(number.GetType()) is { IsFloat: true } other => T.CreateTruncating(other.Number(number)),
        _ => T.CreateTruncating(Conversion.Integer(number)),
    };

    internal override double Number(T element) => double.CreateTruncating(element);
}

/// <summary>A floating-point dtype without arithmetic of its own: its elements are stored and moved, and converted to f32 to compute with them.</summary>
sealed class NarrowType<T>(string name, string mlir, int xla, int fractionBits, Func<double, T> round, Func<T, double> widen) : DTypeOf<T>(name, mlir, xla) where T : unmanaged
{
    internal override double Least => double.NegativeInfinity;

    internal override double Greatest => double.PositiveInfinity;

    internal override double Missing => double.NaN;

    internal override int FractionBits => fractionBits;

    internal override T From(double x) => round(x);

    protected override T From(object number) => round(Of(number.GetType())?.Number(number) ?? Convert.ToDouble(number, CultureInfo.InvariantCulture));

    internal override double Number(T element) => widen(element);
}

/// <summary>A dtype of integers.</summary>
sealed class IntegerType<T>(string name, string mlir, int xla) : DTypeOf<T>(name, mlir, xla) where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
{
    internal override double Least { get; } = double.CreateTruncating(T.MinValue);

    internal override double Greatest { get; } = double.CreateTruncating(T.MaxValue);

    internal override T From(double x) => T.CreateSaturating(x);

    protected override T From(object number) => T.CreateTruncating(Conversion.Integer(number));

    internal override double Number(T element) => double.CreateTruncating(element);
}

/// <summary>The dtype of booleans.</summary>
sealed class BooleanType(string name, string mlir, int xla) : DTypeOf<bool>(name, mlir, xla)
{
    internal override double Least => 0;

    internal override double Greatest => 1;

    internal override bool From(double x) => x != 0;

    protected override bool From(object number) => Convert.ToBoolean(number, CultureInfo.InvariantCulture);

    internal override double Number(bool element) => element ? 1 : 0;
}
