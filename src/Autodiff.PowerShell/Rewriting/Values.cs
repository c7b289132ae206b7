using System.Collections;
using System.Globalization;

namespace Autodiff.PowerShell.Rewriting;

/// <summary>Whether an object of the script is a value, or holds one.</summary>
static class Values
{
    /// <summary>The value that an object is, however it is wrapped.</summary>
    public static Value? Of(object? x) => PowerShellHost.Bare(x) as Value;

    /// <summary>The value that an object is if it is traced, and so has no number or text of its own.</summary>
    public static Value? Traced(object? x) => Of(x) is { } v and not Tensor ? v : null;

    /// <summary>A list that holds values among its items.</summary>
    public static IList? ListOf(object? x) => ListWith(x, static v => true);

    /// <summary>A list that holds traced values among its items.</summary>
    public static IList? ListOfTraced(object? x) => ListWith(x, static v => v is not Tensor);

    /// <summary>Whether a value is equal to an object as PowerShell has it: to a number, or to a text that a number has. Null where it never is.</summary>
    public static Value? Equal(Value x, object? other) => PowerShellHost.Bare(other) switch
    {
        Value y => Ad.Equal(x, y),
        string s => double.TryParse(s, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && number.ToString(CultureInfo.InvariantCulture) == s ? Ad.Equal(x, number) : null,
        var y => Autodiff.Conversion.Number(y) is { } number ? Ad.Equal(x, number) : null,
    };

    static IList? ListWith(object? x, Func<Value, bool> wanted)
    {
        if (PowerShellHost.Bare(x) is not (IList list and not IDictionary) || list is Array a && a.GetType().GetElementType()!.IsValueType) return null;
        foreach (object? item in list)
            if (Of(item) is { } v && wanted(v)) return list;
        return null;
    }
}
