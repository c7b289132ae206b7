using System.Collections;
using System.Globalization;
using System.Management.Automation;

namespace Autodiff.PowerShell.Rewriting;

/// <summary>Sort-Object. Numbers are sorted by one operation of the graph; objects are compared by conditions of the path.</summary>
[Cmdlet("Sort", "Object", DefaultParameterSetName = "Default")]
sealed class SortTracedCommand : KeyedCommand
{
    [Parameter(ParameterSetName = "Default")]
    public SwitchParameter Stable { get; set; }

    [Parameter]
    public SwitchParameter Descending { get; set; }

    [Parameter]
    public SwitchParameter Unique { get; set; }

    [Parameter(ParameterSetName = "Top", Mandatory = true)]
    public object? Top { get; set; }

    [Parameter(ParameterSetName = "Bottom", Mandatory = true)]
    public object? Bottom { get; set; }

    [Parameter]
    public string? Culture { get; set; }

    [Parameter]
    public SwitchParameter CaseSensitive { get; set; }

    // A block runs once for each object, so its results are sorted here.
    protected override bool Takes() => Values.Of(Top ?? Bottom) is not null || HasTracedKey;

    protected override void Write()
    {
        var rows = Items.Select(i => new Row(i, KeysOf(i))).ToList();
        object?[] first = [.. rows.Select(r => r.Keys[0])];
        rows = rows.Count > 0 && rows[0].Keys.Length == 1 && Order.IsOfNumbers(first) && Order.IsOfNumbers(Items.ToArray())
            ? OfNumbers(first)
            : [.. rows.Order(Comparer<Row>.Create(Compare))];
        if (Unique) rows = [.. rows.Where((r, i) => i == 0 || Compare(rows[i - 1], r) != 0)];
        if (Top is not null) rows = [.. rows.Take(Receiver.Integer(Top))];
        if (Bottom is not null) rows = [.. rows.TakeLast(Receiver.Integer(Bottom))];
        foreach (var row in rows) WriteObject(row.Item);
    }

    List<Row> OfNumbers(object?[] key)
    {
        bool descending = Keys.Count > 0 && Keys[0].Descending is { } own ? own : Descending;
        Value items = Rows.Stacked(Items.ToArray(), "Sort-Object"), by = Keys.Count == 0 ? items : Rows.Stacked(key, "Sort-Object");
        var sorted = Rows.Of(Order.Sorted(items, by, descending));
        // Equal objects are found by their keys.
        var sortedKeys = Keys.Count == 0 || !Unique ? sorted : Rows.Of(Order.Sorted(by, by, descending));
        return [.. sorted.Zip(sortedKeys, (s, k) => new Row(s, [k]))];
    }

    int Compare(Row x, Row y)
    {
        var culture = Culture is null ? CultureInfo.CurrentCulture : CultureInfo.GetCultureInfo(Culture);
        for (int i = 0; i < x.Keys.Length; i++)
        {
            int order = Order.Compare(x.Keys[i], y.Keys[i], !CaseSensitive, culture);
            if (order != 0) return (Keys.Count > 0 ? Keys[i].Descending : null) ?? Descending ? -order : order;
        }
        return 0;
    }

    sealed record Row(object? Item, object?[] Keys);
}
