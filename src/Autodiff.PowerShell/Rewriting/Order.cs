using System.Collections;
using System.Globalization;
using System.Management.Automation;

namespace Autodiff.PowerShell.Rewriting;

/// <summary>The order of traced numbers, which is .NET's: NaN comes first, and equal items keep their places.</summary>
static class Order
{
    /// <summary>Whether all items are single numbers and at least one is traced, so that the order is an operation of the graph.</summary>
    public static bool IsOfNumbers(IList items)
    {
        bool traced = false;
        foreach (object? item in items)
        {
            if (Values.Of(item) is { } v ? v.Rank > 0 : Autodiff.Conversion.Number(PowerShellHost.Bare(item)) is null) return false;
            traced |= Values.Of(item) is not null;
        }
        return traced;
    }

    /// <summary>The items in the order of the keys: one sort and one gather.</summary>
    public static Value Sorted(Value items, Value keys, bool descending) => Ad.Along(items, Ad.ArgSort(Comparable(keys, descending)), 0);

    /// <summary>The items of a list in ascending order.</summary>
    public static object[] Sorted(IList items, string path)
    {
        var all = Rows.Stacked(items, path);
        return Rows.Of(Sorted(all, all, false));
    }

    /// <summary>Compares two objects as PowerShell's Sort-Object does. A comparison of a value is a condition of the path.</summary>
    public static int Compare(object? x, object? y, bool ignoreCase, CultureInfo culture)
    {
        (x, y) = (PowerShellHost.Bare(x), PowerShellHost.Bare(y));
        if (x is null || y is null) return (x is null ? 0 : 1) - (y is null ? 0 : 1);
        if (x is not Value && y is not Value) return Plain(x, y, ignoreCase, culture);
        if (Single(x) is not { } a || Single(y) is not { } b) throw Texts.Error($"{Autodiff.Conversion.Describe(x)} and {Autodiff.Conversion.Describe(y)} cannot be compared as text");
        (a, b) = (Comparable(a, false), Comparable(b, false));
        return DynamicAnswers.Truth(Ad.Less(a, b)) ? -1 : DynamicAnswers.Truth(Ad.Less(b, a)) ? 1 : 0;
    }

    /// <summary><c>.Equals</c> of two numbers: the same type and the same number. Null if neither is a value.</summary>
    public static object? Same(object? x, object? y)
    {
        if (Pair(x, y) is not var (a, b)) return null;
        if (b is null || a.DType != b.DType) return false;
        var same = Ad.Equal(a, b);
        return a.Type.IsFloat ? Ad.LogicalOr(same, Ad.LogicalAnd(Ad.IsNaN(a), Ad.IsNaN(b))) : same;
    }

    /// <summary><c>.CompareTo</c> of two numbers: −1, 0 or 1. Null if neither is a value.</summary>
    public static object? CompareTo(object? x, object? y)
    {
        if (Pair(x, y) is not var (a, b)) return null;
        if (b is null) throw new AdException($"CompareTo: {Autodiff.Conversion.Describe(PowerShellHost.Bare(y))} was given; expected a number.", ErrorId.NotANumber);
        (a, b) = (Comparable(a, false), Comparable(b, false));
        return Ad.Where(Ad.Less(a, b), -1, Ad.Where(Ad.Greater(a, b), 1, 0));
    }

    static (Value X, Value? Y)? Pair(object? x, object? y)
    {
        (x, y) = (PowerShellHost.Bare(x), PowerShellHost.Bare(y));
        if (x is not Value && y is not Value || x is null || Single(x) is not { } a) return null;
        return (a, y is null ? null : Single(y));
    }

    static Value? Single(object x) => x is Value { Rank: 0 } v ? v : x is Value ? null : Autodiff.Conversion.Number(x);

    static int Plain(object x, object y, bool ignoreCase, CultureInfo culture)
    {
        try
        {
            return LanguagePrimitives.Compare(x, y, ignoreCase, culture);
        }
        catch (ArgumentException)
        {
            return string.Compare(x.ToString(), y.ToString(), ignoreCase, culture);
        }
    }

    static Value Comparable(Value x, bool descending)
    {
        if (x.DType == DType.Bool) x = Ad.Cast(x, DType.I32);
        if (x.Type.IsFloat) x = Ad.Where(Ad.IsNaN(x), double.NegativeInfinity, x);
        return descending ? Ad.Negate(x) : x;
    }
}
