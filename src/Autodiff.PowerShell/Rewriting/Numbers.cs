using System.Collections;

namespace Autodiff.PowerShell.Rewriting;

/// <summary>Converts values to numeric types. Arrays and lists of them are <see cref="Collections"/>.</summary>
/// <remarks>A single [double], [int] or [long] is weak, as .NET numbers are. [int] and [long] round half to even, as in PowerShell.</remarks>
static class Numbers
{
    /// <summary>The dtype of a numeric type or of an array of it; null for other types.</summary>
    public static DType? Of(Type? type)
    {
        while (type is { IsArray: true }) type = type.GetElementType();
        return type is null ? null : type == typeof(decimal) ? DType.F64 : DType.Of(type);
    }

    /// <summary>Whether a conversion of a value to the type differs from PowerShell's.</summary>
    public static bool Takes(Type? type) => Collections.Takes(type) || Of(type) is not null || ScriptClass.Of(type) is not null;

    /// <summary>The conversion of a value, or of a list that holds values, to the type; null for other objects.</summary>
    public static object? Convert(object? x, Type type) => ScriptClass.Of(type) is { } c ? Instance.Convert(x, c) : typeof(Value).IsAssignableFrom(type) ? Values.Of(x) : Collections.Takes(type) ? Collections.Of(x, type) : Values.Of(x) is { } value ? Cast(value, type) : null;

    /// <summary>
    /// Whether a number on the left of a value is made a value, because PowerShell's operator does not do: it would not ask whether an integer overflows, which is a condition
    /// of the path, and it would take a [decimal] or [Half] for its own operator.
    /// </summary>
    public static bool IsOperand(object? left, Value right) => left is int or long ? WholeNumbers.IsOne(right) : left is decimal or Half or BFloat16;

    /// <summary>A value of the dtype of a numeric type.</summary>
    public static Value Cast(Value x, Type type)
    {
        var dtype = Of(type)!;
        if (x.DType == dtype) return x;
        if (dtype.IsInteger && x.Type.IsFloat) x = Ad.Round(x);
        WholeNumbers.Require(x, dtype);
        return Ad.Cast(x, dtype, x.Rank == 0 && dtype.IsWeakAlone);
    }
}
