using System.Collections;

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

    static IList? ListWith(object? x, Func<Value, bool> wanted)
    {
        if (PowerShellHost.Bare(x) is not (IList list and not IDictionary) || list is Array a && a.GetType().GetElementType()!.IsValueType) return null;
        foreach (object? item in list)
            if (Of(item) is { } v && wanted(v)) return list;
        return null;
    }
}
