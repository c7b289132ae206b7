using System.Collections;
using System.Management.Automation;
using Autodiff.PowerShell.Rewriting;

namespace Autodiff.PowerShell;

/// <summary>
/// The variables that a script block reads but does not set, the functions that it calls, and all that these and blocks in variables read in turn. A trace is valid while
/// they are unchanged.
/// </summary>
sealed class FreeVariables(ScriptBlock block)
{
    const int MaxDepth = 3, MaxItems = 100;

    (Scope Scope, string Name)[] variables = [];
    (Scope Scope, string Name, ScriptBlock? Block)[] functions = [];
    ScriptBlock[] held = [];
    object?[] values = [];
    Snapshot.Items? last;
    bool found;

    /// <summary>The current values, as an object with value equality; null if there are none.</summary>
    public object? Compare()
    {
        if (!found || IsStale()) Find();
        if (variables.Length == 0 && functions.Length == 0) return null;
        var now = new Snapshot.Items("variables", [.. values.Select(Snapshot.Of), .. functions.Select(f => Snapshot.Of(f.Block))]);
        return last = now.Equals(last) ? last : now;
    }

    /// <summary>Whether a function has been redefined, or a variable holds another block. It reads the values.</summary>
    bool IsStale()
    {
        for (int i = 0; i < values.Length; i++) values[i] = variables[i].Scope.Variable(variables[i].Name);
        return !held.SequenceEqual(values.SelectMany(v => Blocks(v))) || Array.Exists(functions, f => !ReferenceEquals(f.Scope.Function(f.Name), f.Block));
    }

    void Find()
    {
        var reads = new Dictionary<(Scope, string), (Scope, string)>();
        var calls = new Dictionary<(Scope, string), (Scope, string, ScriptBlock?)>();
        var seen = new HashSet<ScriptBlock>(ReferenceEqualityComparer.Instance);
        var work = new Queue<ScriptBlock>([block]);
        while (work.TryDequeue(out var next))
        {
            if (!seen.Add(next)) continue;
            var scope = new Scope(next);
            var free = FreeNames.Of(TreeRewriter.Original(next.Ast));
            foreach (string name in free.Variables)
                if (reads.TryAdd((scope, name.ToUpperInvariant()), (scope, name)))
                    foreach (var inner in Blocks(scope.Variable(name))) work.Enqueue(inner);
            foreach (string name in free.Commands)
            {
                var function = scope.Function(name);
                if (calls.TryAdd((scope, name.ToUpperInvariant()), (scope, name, function)) && function is not null) work.Enqueue(function);
            }
        }
        variables = [.. reads.Values];
        functions = [.. calls.Values];
        values = Array.ConvertAll(variables, v => v.Scope.Variable(v.Name));
        held = [.. values.SelectMany(v => Blocks(v))];
        found = true;
    }

    /// <summary>The blocks in a value: itself, or in an array or dictionary.</summary>
    static IEnumerable<ScriptBlock> Blocks(object? value, int depth = 0) => PowerShellHost.Bare(value) switch
    {
        ScriptBlock b => [b],
        Function { Root.Body: ScriptBlockBody b } => [b.ScriptBlock],
        IDictionary d when depth < MaxDepth && d.Count <= MaxItems => d.Values.Cast<object?>().SelectMany(v => Blocks(v, depth + 1)),
        object?[] a when depth < MaxDepth && a.Length <= MaxItems => a.SelectMany(v => Blocks(v, depth + 1)),
        _ => [],
    };
}
