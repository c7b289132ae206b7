using System.Management.Automation;
using Autodiff.Trees;

namespace Autodiff.PowerShell;

/// <summary>Makes a PSCustomObject a node of trees: its note properties, in order.</summary>
public sealed class CustomObjectNode : TreeNode
{
    /// <summary>The only instance.</summary>
    public static readonly CustomObjectNode Instance = new();

    CustomObjectNode() { }

    /// <inheritdoc/>
    public override (object? Key, object?[] Children)? Split(object value, string path)
    {
        if (value is not PSObject { BaseObject: PSCustomObject } o) return null;
        var properties = o.Properties.Where(p => p.MemberType == PSMemberTypes.NoteProperty).ToArray();
        return (new Names([.. properties.Select(p => p.Name)]), [.. properties.Select(p => p.Value)]);
    }

    /// <inheritdoc/>
    public override object Join(object? key, object?[] children) => Make((Names)key!, children);

    /// <summary>An object with these properties.</summary>
    internal static PSObject Make(Names names, object?[] values)
    {
        var r = new PSObject();
        for (int i = 0; i < values.Length; i++) r.Properties.Add(new PSNoteProperty(names[i], values[i]), true);
        return r;
    }
}
