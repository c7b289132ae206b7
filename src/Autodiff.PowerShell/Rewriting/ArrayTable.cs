using System.Collections;
using System.Management.Automation;
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
        // These have numbers of this call.
        if (type == typeof(Enumerable) && x.Length == 2 && name.ToUpperInvariant() is "RANGE" or "REPEAT")
        {
            object?[] made = name.Equals("Range", StringComparison.OrdinalIgnoreCase)
                ? [.. Enumerable.Range(Receiver.Integer(x[0]), Receiver.Integer(x[1]))]
                : [.. Enumerable.Repeat(x[0], Receiver.Integer(x[1]))];
            return made;
        }
        if (x[0] is IList list)
        {
            if (type == typeof(Array) && name.ToUpperInvariant() is "COPY" or "CONSTRAINEDCOPY" && x.Length is 3 or 5)
            {
                var (from, to, at, count) = x.Length == 3 ? (0, x[1], 0, x[2]) : (Receiver.Integer(x[1]), x[2], Receiver.Integer(x[3]), x[4]);
                if (to is Value { Rank: > 0 } fixedOne) throw new AdException($"{shown}: a tensor ({fixedOne.Type}) cannot be changed. Copy it to an array first, as in $a = @($x), or declare the parameter's type, as in [double[]]$x.", ErrorId.Immutable);
                var target = (IList)to!;
                // The source may be the target.
                object?[] moved = [.. list.Cast<object?>().Skip(from).Take(Receiver.Integer(count))];
                for (int i = 0; i < moved.Length; i++) target[at + i] = Collections.Stored(target, moved[i]);
                return AutomationNull.Value;
            }
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
                case (true, "LASTINDEXOF", 2):
                    return IndexOf(list, x[1], last: true);
                case (true, "FILL", 2):
                    for (int i = 0; i < list.Count; i++) list[i] = Collections.Stored(list, x[1]);
                    return AutomationNull.Value;
                case (false, "SUM", 1) when list.Count == 0:
                    return 0.0;
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
                case (false, "FIRST", 1) when list.Count > 0:
                    return list[0];
                case (false, "LAST", 1) when list.Count > 0:
                    return list[list.Count - 1];
                case (false, "ELEMENTAT", 2):
                    return list[Receiver.Integer(x[1])];
                case (false, "TAKE", 2):
                    return list.Cast<object?>().Take(Receiver.Integer(x[1])).ToArray();
                case (false, "SKIP", 2):
                    return list.Cast<object?>().Skip(Receiver.Integer(x[1])).ToArray();
                case (false, "ANY", 1):
                    return list.Count > 0;
                case (false, "CONTAINS", 2):
                    return IndexOf(list, x[1]) >= 0;
                case (false, "SEQUENCEEQUAL", 2) when x[1] is IList other:
                    return list.Count == other.Count && Enumerable.Range(0, list.Count).All(i => Same(list[i], other[i]));
                case (false, "DISTINCT", 1):
                    var kept = new List<object?>();
                    foreach (object? item in list)
                        if (IndexOf(kept, item) < 0) kept.Add(item);
                    return kept.ToArray();
                case (false, "CONCAT", 2) when x[1] is IList more:
                    return list.Cast<object?>().Concat(more.Cast<object?>()).ToArray();
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

    /// <summary>Whether a method looks for an item.</summary>
    public static bool Finds(string method) => method.ToUpperInvariant() is "CONTAINS" or "INDEXOF" or "LASTINDEXOF" or "REMOVE";

    /// <summary>The result of a method that looks for an item in a list that holds traced numbers; null for other objects. Which numbers are equal is decided by conditions of the path.</summary>
    public static object? Find(object target, string method, object? wanted)
    {
        if (Values.ListOfTraced(target) is not { } list) return null;
        int at = IndexOf(list, Collections.Stored(list, PowerShellHost.Bare(wanted)), last: method.Equals("LastIndexOf", StringComparison.OrdinalIgnoreCase));
        if (method.EndsWith("IndexOf", StringComparison.OrdinalIgnoreCase)) return at;
        if (method.Equals("Remove", StringComparison.OrdinalIgnoreCase) && at >= 0) list.RemoveAt(at);
        return at >= 0;
    }

    static int IndexOf(IList list, object? wanted, bool last = false)
    {
        for (int n = 0; n < list.Count; n++)
        {
            int i = last ? list.Count - 1 - n : n;
            if (Same(list[i], wanted)) return i;
        }
        return -1;
    }

    static bool Same(object? item, object? wanted)
    {
        item = PowerShellHost.Bare(item);
        return Values.Of(item) is { } x ? wanted is not string && Values.Equal(x, wanted) is { } e && DynamicAnswers.Truth(e)
            : Values.Of(wanted) is { } y ? item is not string && Values.Equal(y, item) is { } f && DynamicAnswers.Truth(f)
            : Equals(item, wanted);
    }

    static void Fill(IList list, IReadOnlyList<object?> items)
    {
        for (int i = 0; i < items.Count; i++) list[i] = items[i];
    }
}
