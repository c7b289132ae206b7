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

    volatile Seen? latest;

    /// <summary>The current values, as an object with value equality; null if there are none.</summary>
    public object? Compare()
    {
        var now = latest?.Again();
        if (now is null || !now.TryCompare(out object? values))
        {
            now = Find();
            now.TryCompare(out values);
        }
        latest = now;
        return values;
    }

    /// <summary>
    /// The same on a thread of another runspace: the current values of the variables that the latest comparison in the block's own runspace found. If other names may be read
    /// now, or if a value changes while it is read, the result is an object that equals no other.
    /// </summary>
    public object? CompareElsewhere()
    {
        try
        {
            return latest is { } seen && seen.TryCompare(out object? values) ? values : new object();
        }
        catch (InvalidOperationException)
        {
            return new object();
        }
    }

    Seen Find()
    {
        var reads = new Dictionary<(Scope, string), (Scope, string)>();
        var calls = new Dictionary<(Scope, string), (Scope, string)>();
        var seen = new HashSet<ScriptBlock>(ReferenceEqualityComparer.Instance);
        var work = new Queue<ScriptBlock>([block]);
        while (work.TryDequeue(out var next))
        {
            if (!seen.Add(next)) continue;
            var scope = new Scope(next);
            var free = FreeNames.Of(TreeRewriter.Original(next.Ast));
            foreach (string name in free.Variables)
                if (reads.TryAdd((scope, name.ToUpperInvariant()), (scope, name)))
                    foreach (var inner in Blocks(scope.Variable(name)?.Value)) work.Enqueue(inner);
            foreach (string name in free.Commands)
                if (calls.TryAdd((scope, name.ToUpperInvariant()), (scope, name)) && scope.Function(name) is { } function) work.Enqueue(function.ScriptBlock);
        }
        return new([.. reads.Values], [.. calls.Values]);
    }

    /// <summary>The blocks in a value: itself, or in an array or dictionary.</summary>
    static IEnumerable<ScriptBlock> Blocks(object? value, int depth = 0) => PowerShellHost.Bare(value) switch
    {
        ScriptBlock b => [b],
        Function { Root.Source.Body: ScriptBlockBody b } => [b.ScriptBlock],
        IDictionary d when depth < MaxDepth && d.Count <= MaxItems => d.Values.Cast<object?>().SelectMany(v => Blocks(v, depth + 1)),
        object?[] a when depth < MaxDepth && a.Length <= MaxItems => a.SelectMany(v => Blocks(v, depth + 1)),
        _ => [],
    };

    /// <summary>The names that are read, and the variables and functions that a look-up found for them. Their values can be read on any thread.</summary>
    /// <param name="reads">The names of variables.</param>
    /// <param name="calls">The names of functions.</param>
    /// <param name="blocks">The blocks in these when the names were collected. Default: the blocks that they hold now.</param>
    sealed class Seen((Scope Scope, string Name)[] reads, (Scope Scope, string Name)[] calls, ScriptBlock?[]? blocks = null)
    {
        readonly PSVariable?[] variables = Array.ConvertAll(reads, r => r.Scope.Variable(r.Name));
        readonly FunctionInfo?[] functions = Array.ConvertAll(calls, c => c.Scope.Function(c.Name));

        /// <summary>Looks the names up again.</summary>
        public Seen Again() => new(reads, calls, blocks);

        /// <summary>The current values. False if a variable holds another block or a function has been redefined, so that other names may be read.</summary>
        public bool TryCompare(out object? now)
        {
            var values = variables.Select((v, i) => v is null ? reads[i].Scope.Drive(reads[i].Name) : v.Value).ToArray();
            var bodies = Array.ConvertAll(functions, f => f?.ScriptBlock);
            now = reads.Length == 0 && calls.Length == 0 ? null : new Snapshot.Items("variables", [.. values.Select(Snapshot.Of), .. bodies.Select(Snapshot.Of)]);
            ScriptBlock?[] held = [.. values.SelectMany(v => Blocks(v)), .. bodies];
            return held.SequenceEqual(blocks ??= held);
        }
    }
}
