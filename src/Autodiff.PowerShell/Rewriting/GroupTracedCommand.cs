using System.Collections;
using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;

namespace Autodiff.PowerShell.Rewriting;

/// <summary>Group-Object. Which objects are equal is decided by conditions of the path; a key that is true or false is that of this call.</summary>
[Cmdlet("Group", "Object", DefaultParameterSetName = "Default")]
sealed class GroupTracedCommand : KeyedCommand
{

    [Parameter]
    public SwitchParameter NoElement { get; set; }

    [Parameter(ParameterSetName = "HashTable")]
    [Alias("AHT")]
    public SwitchParameter AsHashTable { get; set; }

    [Parameter(ParameterSetName = "HashTable")]
    public SwitchParameter AsString { get; set; }

    [Parameter]
    public string? Culture { get; set; }

    [Parameter]
    public SwitchParameter CaseSensitive { get; set; }

    protected override bool Takes() => HasTracedKey;

    protected override void Write()
    {
        var culture = Culture is null ? CultureInfo.CurrentCulture : CultureInfo.GetCultureInfo(Culture);
        int Compare(object?[] x, object?[] y) => x.Zip(y, (a, b) => Order.Compare(a, b, !CaseSensitive, culture)).FirstOrDefault(order => order != 0);
        var rows = Items.Where(i => i is not null).Select(i => (Item: i, Keys: Array.ConvertAll(KeysOf(i), Key)));
        var groups = new List<(object?[] Keys, Collection<PSObject?> Items)>();
        foreach (var row in rows.OrderBy(r => r.Keys, Comparer<object?[]>.Create(Compare)))
        {
            if (groups.Count == 0 || Compare(groups[^1].Keys, row.Keys) != 0) groups.Add((row.Keys, []));
            groups[^1].Items.Add(row.Item);
        }
        if (AsHashTable)
        {
            var table = new Hashtable(StringComparer.CurrentCultureIgnoreCase);
            foreach (var group in groups) table.Add(AsString ? Name(group.Keys)! : Receiver.Key(group.Keys[0])!, group.Items.ToArray());
            WriteObject(table);
        }
        else
            foreach (var group in groups) WriteObject(Of(group.Keys, group.Items));
    }

    PSObject Of(object?[] keys, Collection<PSObject?> items)
    {
        var result = new PSObject();
        result.TypeNames.Insert(0, NoElement ? "Microsoft.PowerShell.Commands.GroupInfoNoElement" : "Microsoft.PowerShell.Commands.GroupInfo");
        result.Properties.Add(new PSNoteProperty("Values", new ArrayList(keys)));
        result.Properties.Add(new PSNoteProperty("Count", items.Count));
        if (!NoElement) result.Properties.Add(new PSNoteProperty("Group", items));
        // A single traced number stays one: its text would be a condition.
        result.Properties.Add(new PSNoteProperty(nameof(Name), keys.Length == 1 && Values.Traced(keys[0]) is { } v ? v : Name(keys)));
        return result;
    }

    static object? Key(object? key) => Values.Traced(key) is { } v && v.DType == DType.Bool ? Ad.Pin(v) : key;

    static string Name(object?[] keys) => string.Join(", ", keys.Select(k => LanguagePrimitives.ConvertTo<string>(Texts.Pinned(k))));
}
