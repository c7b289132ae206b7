using System.Globalization;
using System.Management.Automation;

namespace Autodiff.PowerShell.Rewriting;

/// <summary>Compare-Object of numbers: which are equal is decided by conditions of the path.</summary>
[Cmdlet("Compare", "Object")]
sealed class CompareTracedCommand : TracedCommand
{
    [Parameter(Position = 0, Mandatory = true)]
    [AllowEmptyCollection]
    public PSObject?[] ReferenceObject { get; set; } = [];

    [Parameter(Position = 1)]
    [AllowEmptyCollection]
    public PSObject?[] DifferenceObject { get; set; } = [];

    [Parameter]
    public int SyncWindow { get; set; } = int.MaxValue;

    [Parameter]
    public object?[]? Property { get; set; }

    [Parameter]
    public SwitchParameter ExcludeDifferent { get; set; }

    [Parameter]
    public SwitchParameter IncludeEqual { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    [Parameter]
    public string? Culture { get; set; }

    [Parameter]
    public SwitchParameter CaseSensitive { get; set; }

    protected override bool Takes() => Property is null && SyncWindow == int.MaxValue && References.Concat(Differences).Any(i => Values.Traced(i) is not null);

    IEnumerable<PSObject?> References => Enumerated(ReferenceObject);

    IEnumerable<PSObject?> Differences => Items.Count > 0 ? Items : Enumerated(DifferenceObject);

    protected override void Write()
    {
        var left = References.ToList();
        var right = new List<PSObject?>();
        var culture = Culture is null ? CultureInfo.CurrentCulture : CultureInfo.GetCultureInfo(Culture);
        foreach (var item in Differences)
        {
            int at = left.FindIndex(r => Order.Compare(r, item, !CaseSensitive, culture) == 0);
            if (at < 0) right.Add(item);
            else
            {
                if (IncludeEqual || ExcludeDifferent) Show(left[at], "==");
                left.RemoveAt(at);
            }
        }
        if (ExcludeDifferent) return;
        foreach (var item in right) Show(item, "=>");
        foreach (var item in left) Show(item, "<=");
    }

    void Show(PSObject? item, string side)
    {
        if (PassThru)
        {
            WriteObject(item);
            return;
        }
        var shown = new PSObject();
        shown.Properties.Add(new PSNoteProperty("InputObject", item?.BaseObject is Value v ? v : item));
        shown.Properties.Add(new PSNoteProperty("SideIndicator", side));
        WriteObject(shown);
    }

    static IEnumerable<PSObject?> Enumerated(PSObject?[] items) =>
        items is [{ BaseObject: Value { Rank: > 0 } x }] ? Rows.Of(x).Select(PSObject.AsPSObject) : items;
}
