using System.Collections;

namespace Autodiff.PowerShell.Rewriting;

/// <summary>Converts values to numeric types and arrays of them. For [array] and [object[]] a value with axes is unchanged.</summary>
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
    public static bool Takes(Type? type) => IsList(type) || Of(type) is not null;

    // PowerShell makes one number a list of one.
    static bool IsList(Type? type) => type == typeof(Array) || type == typeof(object[]);

    /// <summary>The conversion of a value, or of a list that holds values, to the type; null for other objects.</summary>
    public static Value? Convert(object? x, Type type)
    {
        if (IsList(type)) return Values.Of(x) is { Rank: > 0 } rows ? rows : null;
        if (Values.Of(x) is { } value) return type.IsArray && value.Rank == 0 ? Ad.Reshape(Cast(value, type), new IntegerList(1)) : Cast(value, type);
        return type.IsArray && Values.ListOf(x) is { } list ? Cast(Stacked(list, type), type) : null;
    }

    static Value Stacked(IList list, Type type)
    {
        var items = new Value[list.Count];
        for (int i = 0; i < items.Length; i++) items[i] = Autodiff.Conversion.ToValue(list[i], $"[{type.GetElementType()!.Name}[]]: item {i}");
        return Ad.Stack(items);
    }

    static Value Cast(Value x, Type type)
    {
        var dtype = Of(type)!;
        if (x.DType == dtype) return x;
        if (dtype.IsInteger && x.Type.IsFloat) x = Ad.Round(x);
        return Ad.Cast(x, dtype, x.Rank == 0 && dtype.IsWeakAlone);
    }
}
