using System.Collections;
using System.Globalization;
using System.Management.Automation;

namespace Autodiff.PowerShell.Rewriting;

/// <summary>Sort-Object. Numbers are sorted by one operation of the graph; objects are compared by conditions of the path.</summary>
[Cmdlet("Sort", "Object", DefaultParameterSetName = "Default")]
sealed class SortTracedCommand : TracedCommand
{
    internal static CmdletInfo? Command { get; set; }

    List<ObjectKey> keys = [];
    bool isComputed;

    [Parameter(Position = 0)]
    public object?[]? Property { get; set; }

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

    protected override CmdletInfo Plain => Command!;

    // A block runs once for each object, so its results are sorted here.
    protected override bool Takes()
    {
        keys = [.. (Property ?? []).Select(ObjectKey.Of)];
        isComputed = keys.Exists(k => k.IsBlock);
        return isComputed || Values.Of(Top ?? Bottom) is not null || Items.Any(i => keys.Count == 0
            ? Values.Of(i) is not null
            : keys.Exists(k => k.TryGet(i, out object? key) && Values.Of(key) is not null));
    }

    protected override void Write()
    {
        var rows = Items.Select(i => new Row(i, keys.Count == 0 ? [i] : [.. keys.Select(k => k.TryGet(i, out object? key) ? key : null)])).ToList();
        object?[] first = [.. rows.Select(r => r.Keys[0])];
        rows = rows.Count > 0 && rows[0].Keys.Length == 1 && Order.IsOfNumbers(first) && Order.IsOfNumbers(Items.ToArray())
            ? OfNumbers(first)
            : [.. rows.Order(Comparer<Row>.Create(Compare))];
        if (Unique) rows = [.. rows.Where((r, i) => i == 0 || Compare(rows[i - 1], r) != 0)];
        if (Top is not null) rows = [.. rows.Take(Integer(Top))];
        if (Bottom is not null) rows = [.. rows.TakeLast(Integer(Bottom))];
        foreach (var row in rows) WriteObject(row.Item);
    }

    List<Row> OfNumbers(object?[] key)
    {
        bool descending = keys.Count > 0 && keys[0].Descending is { } own ? own : Descending;
        Value items = Rows.Stacked(Items.ToArray(), "Sort-Object"), by = keys.Count == 0 ? items : Rows.Stacked(key, "Sort-Object");
        var sorted = Rows.Of(Order.Sorted(items, by, descending));
        // Equal objects are found by their keys.
        var sortedKeys = keys.Count == 0 || !Unique ? sorted : Rows.Of(Order.Sorted(by, by, descending));
        return [.. sorted.Zip(sortedKeys, (s, k) => new Row(s, [k]))];
    }

    int Compare(Row x, Row y)
    {
        var culture = Culture is null ? CultureInfo.CurrentCulture : CultureInfo.GetCultureInfo(Culture);
        for (int i = 0; i < x.Keys.Length; i++)
        {
            int order = Order.Compare(x.Keys[i], y.Keys[i], !CaseSensitive, culture);
            if (order != 0) return (keys.Count > 0 ? keys[i].Descending : null) ?? Descending ? -order : order;
        }
        return 0;
    }

    sealed record Row(object? Item, object?[] Keys);
}
