using System.Collections;
using System.Management.Automation;

namespace Autodiff.PowerShell.Rewriting;

/// <summary>A property by which a cmdlet looks at its objects: a name, a block, or a table with an expression.</summary>
sealed record ObjectKey(object Expression, bool? Descending)
{
    /// <summary>The key of an element of -Property.</summary>
    public static ObjectKey Of(object? property)
    {
        if (PowerShellHost.Bare(property) is not IDictionary table) return new(PowerShellHost.Bare(property)!, null);
        object? Entry(string name) => table.Keys.Cast<object>().Where(k => name.StartsWith(k.ToString()!, StringComparison.OrdinalIgnoreCase)).Select(k => table[k]).FirstOrDefault();
        bool? descending = Entry("Descending") is { } down ? LanguagePrimitives.IsTrue(down) : Entry("Ascending") is { } up ? !LanguagePrimitives.IsTrue(up) : null;
        return new(PowerShellHost.Bare(Entry(nameof(Expression))) ?? "", descending);
    }

    /// <summary>Whether the key runs code.</summary>
    public bool IsBlock => Expression is ScriptBlock;

    /// <summary>The key of an object; false if it has no such property.</summary>
    public bool TryGet(object? item, out object? key)
    {
        key = null;
        if (Expression is not ScriptBlock block) return PowerShellHost.Bare(item) is { } o && Record.TryGet(o, Expression.ToString()!, out key);
        var output = Rewriter.Rewrite(block).InvokeWithContext(null, [new PSVariable("_", item)]);
        key = output.Count == 1 ? output[0] : output.Count == 0 ? null : output;
        return true;
    }

    public override string ToString() => Expression.ToString()!;
}
