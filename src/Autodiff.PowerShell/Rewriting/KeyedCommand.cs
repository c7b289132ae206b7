using System.Management.Automation;

namespace Autodiff.PowerShell.Rewriting;

/// <summary>A cmdlet that looks at its objects by -Property: names, blocks, or tables with an expression.</summary>
abstract class KeyedCommand : TracedCommand
{
    List<ObjectKey>? keys;

    /// <summary>The properties by which the objects are looked at. Default: the objects themselves.</summary>
    [Parameter(Position = 0)]
    public object?[]? Property { get; set; }

    /// <summary>The keys of -Property; empty for the objects themselves.</summary>
    protected List<ObjectKey> Keys => keys ??= [.. (Property ?? []).Select(ObjectKey.Of)];

    /// <summary>Whether a key of an object is traced, or may be.</summary>
    protected bool HasTracedKey => Keys.Exists(k => k.IsBlock) || Items.Any(i => KeysOf(i).Any(key => Values.Of(key) is not null));

    /// <summary>The keys of an object; null for a property that it lacks.</summary>
    protected object?[] KeysOf(PSObject? item) => Keys.Count == 0 ? [item] : [.. Keys.Select(k => k.TryGet(item, out object? key) ? key : null)];
}
