using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autodiff;

/// <summary>A dtype whose elements are <typeparamref name="T"/>.</summary>
abstract class DTypeOf<T>(string name, string mlir, int xla) : DType(name, mlir, xla, typeof(T), Unsafe.SizeOf<T>()) where T : unmanaged
{
    /// <summary>The element nearest to a number.</summary>
    protected abstract T From(double x);

    /// <summary>A .NET number as an element.</summary>
    protected abstract T From(object number);

    /// <summary>The number that an element is.</summary>
    protected abstract double Number(T element);

    internal sealed override double Round(double x) => Number(From(x));

    internal sealed override double Number(object element) => Number((T)element);

    internal sealed override Array NewArray(long length) => GC.AllocateUninitializedArray<T>(checked((int)length));

    internal sealed override void Put(Array elements, int at, object number) => ((T[])elements)[at] = number is T element ? element : From(number);
}

/// <summary>A dtype of floating-point numbers.</summary>
sealed class FloatType<T>(string name, string mlir, int xla) : DTypeOf<T>(name, mlir, xla) where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
{
    internal override double Least => double.NegativeInfinity;

    internal override double Greatest => double.PositiveInfinity;

    internal override double Missing => double.NaN;

    internal override int FractionBits { get; } = -T.ILogB(T.BitIncrement(T.One) - T.One);

    internal override void Visit<V>(V visitor) => visitor.Float<T>();

    protected override T From(double x) => T.CreateTruncating(x);

    protected override T From(object number) => number switch
    {
        double or float or decimal => T.CreateTruncating(Convert.ToDouble(number, CultureInfo.InvariantCulture)),
        _ when DType.Of(number.GetType()) is { IsFloat: true } other => T.CreateTruncating(other.Number(number)),
        _ => T.CreateTruncating(Convert.ToInt64(number, CultureInfo.InvariantCulture)),
    };

    protected override double Number(T element) => double.CreateTruncating(element);
}

/// <summary>A dtype of integers.</summary>
sealed class IntegerType<T>(string name, string mlir, int xla) : DTypeOf<T>(name, mlir, xla) where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
{
    internal override double Least { get; } = double.CreateTruncating(T.MinValue);

    internal override double Greatest { get; } = double.CreateTruncating(T.MaxValue);

    internal override void Visit<V>(V visitor) => visitor.Integer<T>();

    protected override T From(double x) => T.CreateSaturating(x);

    protected override T From(object number) => T.CreateTruncating(Convert.ToInt64(number, CultureInfo.InvariantCulture));

    protected override double Number(T element) => double.CreateTruncating(element);
}

/// <summary>The dtype of booleans.</summary>
sealed class BooleanType(string name, string mlir, int xla) : DTypeOf<bool>(name, mlir, xla)
{
    internal override double Least => 0;

    internal override double Greatest => 1;

    internal override void Visit<V>(V visitor) => visitor.Boolean();

    protected override bool From(double x) => x != 0;

    protected override bool From(object number) => Convert.ToBoolean(number, CultureInfo.InvariantCulture);

    protected override double Number(bool element) => element ? 1 : 0;
}
