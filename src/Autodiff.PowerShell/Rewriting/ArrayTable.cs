using System.Collections;
using System.Management.Automation.Internal;

namespace Autodiff.PowerShell.Rewriting;

/// <summary>The functions of [array] and [Linq.Enumerable] for arrays and lists that hold traced numbers.</summary>
static class ArrayTable
{
    /// <summary>The result of a function with a value among its arguments.</summary>
    /// <exception cref="AdException">The function has no equivalent.</exception>
    public static object? Call(Type type, string name, object?[] x)
    {
        string shown = $"[{(type == typeof(Array) ? "array" : "Linq.Enumerable")}]::{name}";
        if (x[0] is Value { Rank: > 0 } tensor)
        {
            if (type == typeof(Array) && name.ToUpperInvariant() is "SORT" or "REVERSE" or "CLEAR" or "RESIZE") throw new AdException($"{shown}: a tensor ({tensor.Type}) cannot be changed. Copy it to an array first, as in $a = @($x), or declare the parameter's type, as in [double[]]$x.", ErrorId.Immutable);
            x[0] = Rows.Of(tensor);
        }
        if (x[0] is IList list)
        {
            switch (type == typeof(Array), name.ToUpperInvariant(), x.Length)
            {
                case (true, "SORT", 1):
                    Fill(list, Order.Sorted(list, shown));
                    return AutomationNull.Value;
                case (true, "SORT", 2) when x[1] is IList items && Order.IsOfNumbers(list) && Order.IsOfNumbers(items):
                    var keys = Rows.Stacked(list, shown);
                    Fill(items, Rows.Of(Order.Sorted(Rows.Stacked(items, shown), keys, false)));
                    Fill(list, Rows.Of(Order.Sorted(keys, keys, false)));
                    return AutomationNull.Value;
                case (true, "REVERSE", 1):
                    Fill(list, [.. list.Cast<object?>().Reverse()]);
                    return AutomationNull.Value;
                case (true, "INDEXOF", 2):
                    return IndexOf(list, x[1]);
                case (false, "SUM", 1):
                    return Ad.Sum(Rows.Stacked(list, shown));
                case (false, "AVERAGE", 1):
                    return Ad.Mean(Rows.Stacked(list, shown));
                case (false, "MAX", 1):
                    return Ad.Max(Rows.Stacked(list, shown));
                case (false, "MIN", 1):
                    return Ad.Min(Rows.Stacked(list, shown));
                case (false, "COUNT", 1):
                    return list.Count;
                case (false, "TOARRAY" or "TOLIST", 1):
                    return name.Equals("ToArray", StringComparison.OrdinalIgnoreCase) ? list.Cast<object?>().ToArray() : list.Cast<object?>().ToList();
                case (false, "REVERSE", 1):
                    return list.Cast<object?>().Reverse().ToArray();
            }
        }
        throw new AdException($"{shown} does not take traced values. Use PowerShell's loops and cmdlets, such as Sort-Object, or operations of [Ad].", ErrorId.NoEqual);
    }

    /// <summary>Sorts a list in place if it holds traced numbers.</summary>
    public static bool Sorts(object target)
    {
        if (Values.ListOf(target) is not { } list) return false;
        Fill(list, Order.Sorted(list, ".Sort()"));
        return true;
    }

    static int IndexOf(IList list, object? wanted)
    {
        for (int i = 0; i < list.Count; i++)
        {
            object? item = PowerShellHost.Bare(list[i]);
            bool same = Values.Of(item) is { } x ? wanted is not string && Values.Equal(x, wanted) is { } e && DynamicAnswers.Truth(e)
                : Values.Of(wanted) is { } y ? item is not string && Values.Equal(y, item) is { } f && DynamicAnswers.Truth(f)
                : Equals(item, wanted);
            if (same) return i;
        }
        return -1;
    }

    static void Fill(IList list, IReadOnlyList<object?> items)
    {
        for (int i = 0; i < items.Count; i++) list[i] = items[i];
    }
}
