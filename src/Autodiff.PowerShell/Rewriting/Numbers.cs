using System.Collections;

namespace Autodiff.PowerShell.Rewriting;

/// <summary>What a value is under a type of numbers, or of arrays of them.</summary>
/// <remarks>A single [double], [int] or [long] is weak, as a .NET number is; [int] and [long] round half to even, as PowerShell does.</remarks>
static class Numbers
{
    /// <summary>The dtype of a type's numbers; null for a type that is none of numbers.</summary>
    public static DType? Of(Type? type)
    {
        while (type is { IsArray: true }) type = type.GetElementType();
        return type is null ? null : type == typeof(decimal) ? DType.F64 : DType.Of(type);
    }

    /// <summary>An object as that type has it, if it is a value or a list that holds values; null where it is neither.</summary>
    public static Value? Convert(object? x, Type type)
    {
        if (Values.Of(x) is { } value) return type.IsArray && value.Rank == 0 ? Ad.Reshape(Cast(value, type), new Axes(1)) : Cast(value, type);
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
