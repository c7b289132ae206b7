using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using System.Reflection;
using Autodiff.PowerShell.Rewriting;

namespace Autodiff.PowerShell;

/// <summary>The names that code reads, and the variables and functions that a look-up found for them. Their values can be read on any thread.</summary>
/// <param name="home">The runspace of the code.</param>
/// <param name="version">The version of <see cref="FreeNames"/> by which the names were collected.</param>
/// <param name="codes">The code that was searched for names.</param>
/// <param name="reads">The variables.</param>
/// <param name="calls">The commands.</param>
/// <param name="statics">The static members of types.</param>
/// <param name="held">The code that the values held when the names were collected. Default: what they hold now.</param>
sealed class Seen(Runspace? home, int version, HashSet<Ast> codes, VariableRead[] reads, CommandCall[] calls, MemberInfo[] statics, IReadOnlyList<object>? held = null)
{
    // Public in none of its forms. A variable that has been removed keeps its last value.
    static readonly PropertyInfo removed = typeof(PSVariable).GetProperty("WasRemoved", BindingFlags.Instance | BindingFlags.NonPublic)!;

    readonly PSVariable?[] variables = Array.ConvertAll(reads, r => r.Find());
    readonly CommandCall.Found[] commands = Array.ConvertAll(calls, c => c.Find());

    /// <summary>Whether none of the variables has been removed since.</summary>
    public bool IsCurrent => !Array.Exists(variables, v => v is not null && removed.GetValue(v) is true);

    /// <summary>Looks the names up again.</summary>
    public Seen Again() => new(home, version, codes, reads, calls, statics, held);

    /// <summary>Whether a command is among those that are compared, or is defined by code that is.</summary>
    public bool Knows(CommandInfo command)
    {
        if ((command as AliasInfo)?.ResolvedCommand is { } resolved) command = resolved;
        if (command is not (FunctionInfo or ExternalScriptInfo) || Array.Exists(commands, c => c.Is(command))) return true;
        for (Ast? node = (command as FunctionInfo)?.ScriptBlock.Ast; node is not null; node = node.Parent)
            if (codes.Contains(TreeRewriter.Original(node))) return true;
        return false;
    }

    /// <summary>The current values. False if code that they hold has changed, so that other names may be read.</summary>
    public bool TryCompare(out object? now)
    {
        now = null;
        if (version != FreeNames.Version) return false;
        var content = new Snapshot(home);
        var items = new object?[reads.Length + calls.Length + statics.Length];
        int n = 0;
        for (int i = 0; i < reads.Length; i++) items[n++] = reads[i].Content(variables[i], content);
        foreach (var command in commands) items[n++] = CommandCall.Content(command, content);
        foreach (var member in statics) items[n++] = content.Of(member is PropertyInfo p ? p.GetValue(null) : ((FieldInfo)member).GetValue(null), $"[{member.DeclaringType!.Name}]::{member.Name}");
        now = n == 0 ? null : new Snapshot.Items("variables", items);
        held ??= content.Code;
        return held.SequenceEqual(content.Code);
    }
}
