using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using System.Reflection;
using Autodiff.PowerShell.Rewriting;

namespace Autodiff.PowerShell;

/// <summary>
/// The variables that a script block reads but does not set, the functions and scripts that it calls, and all that these and the code in variables read in turn. A trace is
/// valid while they are unchanged.
/// </summary>
sealed class FreeVariables(ScriptBlock block)
{
    readonly Runspace? home = Runspace.DefaultRunspace;
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
            return latest is { IsCurrent: true } seen && seen.TryCompare(out object? values) ? values : new object();
        }
        catch (InvalidOperationException)
        {
            return new object();
        }
    }

    /// <summary>Notes a command that a trace has found. If the code computes its name, it is compared from now on.</summary>
    public void Note(string name, CommandInfo command)
    {
        if (latest is { } seen && !seen.Knows(command)) FreeNames.Of(TreeRewriter.Original(block.Ast)).Note(name, command);
    }

    Seen Find()
    {
        int version = FreeNames.Version;
        var reads = new Dictionary<(Scope, string), VariableRead>();
        var calls = new Dictionary<(Scope, string), CommandCall>();
        var statics = new HashSet<MemberInfo>();
        var codes = new HashSet<Ast>(ReferenceEqualityComparer.Instance);
        var content = new Snapshot(home);
        int held = 0;
        var work = new Queue<(Ast Code, Scope Scope)>([(TreeRewriter.Original(block.Ast), new(block))]);
        while (work.TryDequeue(out var next))
        {
            if (!codes.Add(next.Code)) continue;
            var free = FreeNames.Of(next.Code);
            statics.UnionWith(free.Statics);
            foreach (var type in free.Classes) work.Enqueue((type, next.Scope));
            foreach (var (name, members) in free.Variables)
            {
                var key = (next.Scope, name.ToUpperInvariant());
                var read = reads.TryGetValue(key, out var known) ? known.With(members) : new(next.Scope, name, members is null ? null : [members]);
                reads[key] = read;
                read.Content(read.Find(), content);
            }
            foreach (var call in free.Commands.Select(c => new CommandCall(next.Scope, c)).Concat(free.Called.Select(c => new CommandCall(next.Scope, c.Key, c.Value))))
                if (calls.TryAdd((call.Scope, call.Name.ToUpperInvariant()), call)) CommandCall.Content(call.Find(), content);
            for (; held < content.Code.Count; held++)
                work.Enqueue(content.Code[held] is ScriptBlock b ? (TreeRewriter.Original(b.Ast), new(b)) : (content.Code[held] as Ast ?? Parser.ParseInput((string)content.Code[held], out _, out _), next.Scope));
        }
        return new(home, version, codes, [.. reads.Values], [.. calls.Values], [.. statics]);
    }
}
