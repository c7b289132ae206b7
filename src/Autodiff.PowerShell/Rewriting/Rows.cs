using System.Collections;
using System.Runtime.CompilerServices;

namespace Autodiff.PowerShell.Rewriting;

/// <summary>The rows of values, which are what PowerShell enumerates, and lists of numbers put together again.</summary>
static class Rows
{
    static readonly ConditionalWeakTable<Value, Place> places = [];

    /// <summary>The rows of a value that has axes.</summary>
    public static object[] Of(Value x)
    {
        var rows = Ad.Unstack(x);
        for (int i = 0; i < rows.Length; i++)
            if (rows[i] is not Tensor) places.AddOrUpdate(rows[i], new(x, i));
        return Array.ConvertAll(rows, r => (object)r);
    }

    /// <summary>Whether a value is a row that was taken from another.</summary>
    public static bool IsRow(Value x) => places.TryGetValue(x, out _);

    /// <summary>The value whose rows these are, all of them and in order; null for other lists. It is what keeps a sum over the rows one operation.</summary>
    public static Value? Whole(IList items)
    {
        if (items.Count == 0 || Values.Of(items[0]) is not { } first || !places.TryGetValue(first, out var place) || place.Of.Count != items.Count) return null;
        for (int i = 0; i < items.Count; i++)
            if (Values.Of(items[i]) is not { } row || !places.TryGetValue(row, out var p) || p.Row != i || !ReferenceEquals(p.Of, place.Of)) return null;
        return place.Of;
    }

    /// <summary>One value of numbers and values of equal shape.</summary>
    public static Value Stacked(IList items, string path)
    {
        if (Whole(items) is { } whole) return whole;
        var values = new Value[items.Count];
        for (int i = 0; i < values.Length; i++) values[i] = Autodiff.Conversion.ToValue(items[i], $"{path}: item {i}");
        var stacked = Ad.Stack(values);
        return Array.TrueForAll(values, v => v.Type.Weak) ? Ad.Cast(stacked, stacked.DType, weak: true) : stacked;
    }

    sealed record Place(Value Of, int Row);
}
