using System.Collections;
using System.Globalization;
using System.Management.Automation;

namespace Autodiff.PowerShell.Rewriting;

/// <summary>Finds values in objects of a script.</summary>
static class Values
{
    /// <summary>The value in an object, however it is wrapped; otherwise null.</summary>
    public static Value? Of(object? x) => PowerShellHost.Bare(x) as Value;

    /// <summary>The value in an object if it is traced, and so has no number or text of its own; otherwise null.</summary>
    public static Value? Traced(object? x) => Of(x) is { } v and not Tensor ? v : null;

    /// <summary>The object as a list, if it holds values; otherwise null.</summary>
    public static IList? ListOf(object? x) => ListWith(x, static v => true);

    /// <summary>The object as a list, if it holds traced values; otherwise null.</summary>
    public static IList? ListOfTraced(object? x) => ListWith(x, static v => v is not Tensor);

    /// <summary>Whether a value equals an object by PowerShell's rules: a number, or the text of a number. Null if it never does.</summary>
    public static Value? Equal(Value x, object? other) => PowerShellHost.Bare(other) switch
    {
        Value y => Ad.Equal(x, y),
        string s when Texts.Given(x) is { } text => LanguagePrimitives.Equals(text, s, ignoreCase: true),
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
