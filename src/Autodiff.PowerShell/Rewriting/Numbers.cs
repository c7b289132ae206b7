using System.Collections;

namespace Autodiff.PowerShell.Rewriting;

/// <summary>What a value is under a type of numbers, or of arrays of them; also of [array] and [object[]], which a value with axes is as it stands.</summary>
/// <remarks>A single [double], [int] or [long] is weak, as a .NET number is; [int] and [long] round half to even, as PowerShell does.</remarks>
static class Numbers
{
    /// <summary>The dtype of a type's numbers; null for a type that is none of numbers.</summary>
    public static DType? Of(Type? type)
    {
        while (type is { IsArray: true }) type = type.GetElementType();
        return type is null ? null : type == typeof(decimal) ? DType.F64 : DType.Of(type);
    }

    /// <summary>Whether a value under the type is not what PowerShell would make of it.</summary>
    public static bool Takes(Type? type) => IsList(type) || Of(type) is not null;

    // One number becomes a list of one by PowerShell.
    static bool IsList(Type? type) => type == typeof(Array) || type == typeof(object[]);

    /// <summary>An object as that type has it, if it is a value or a list that holds values; null where it is neither.</summary>
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
        return Ad.Cast(x, dtype, x.Rank == 0 && dtype != DType.Bool && dtype != DType.F32 && dtype != DType.U32);
    }
}
