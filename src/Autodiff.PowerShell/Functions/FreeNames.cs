using System.Collections.Concurrent;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Reflection;
using System.Runtime.CompilerServices;
using Autodiff.PowerShell.Rewriting;

namespace Autodiff.PowerShell;

/// <summary>
/// What a piece of script and its blocks read of the code around them: variables before they set them, settable static members of types, and the commands that they call.
/// </summary>
sealed class FreeNames
{
    static readonly ConditionalWeakTable<Ast, FreeNames> known = [];
    static int version;

    // Variables that PowerShell itself sets for each block or statement.
    static readonly HashSet<string> automatic = new(
        ["args", "input", "true", "false", "null", "foreach", "switch", "error", "Host", "ExecutionContext", "MyInvocation", "PSCmdlet",
            "PSBoundParameters", "PSCommandPath", "PSScriptRoot", "PID", "LASTEXITCODE", "?", "^", "$", "StackTrace", "PSDebugContext", "PSStyle", "PSVersionTable"],
        StringComparer.OrdinalIgnoreCase);

    readonly ConcurrentDictionary<string, CommandInfo> called = new(StringComparer.OrdinalIgnoreCase);

    FreeNames(Ast root)
    {
        var assignments = new Assignments(root);
        var commands = new SortedSet<string>(StringComparer.OrdinalIgnoreCase);
        var reads = new SortedSet<(string, string?)>(Comparer<(string Name, string? Members)>.Create(static (a, b) =>
            StringComparer.OrdinalIgnoreCase.Compare(a.Name, b.Name) is not 0 and var order ? order : StringComparer.OrdinalIgnoreCase.Compare(a.Members, b.Members)));
        var statics = new List<MemberInfo>();
        var classes = new HashSet<Ast>(ReferenceEqualityComparer.Instance);
        bool matches = root.Find(static n => n is BinaryExpressionAst { Operator: TokenKind.Imatch or TokenKind.Cmatch or TokenKind.Inotmatch or TokenKind.Cnotmatch } or SwitchStatementAst, true) is not null;
        foreach (var node in root.FindAll(static _ => true, searchNestedScriptBlocks: true))
            switch (node)
            {
                case CommandAst c when c.GetCommandName() is { } name:
                    commands.Add(name);
                    break;
                case MemberExpressionAst { Static: true, Expression: TypeExpressionAst type, Member: StringConstantExpressionAst { Value: var name } } and not InvokeMemberExpressionAst:
                    if (Settable(type.TypeName.GetReflectionType(), name) is { } member) statics.Add(member);
                    break;
                case TypeExpressionAst { TypeName: var used } when ScriptClass.Of(used.GetReflectionType()) is { Definition: { } definition }:
                    classes.Add(definition);
                    break;
                case VariableExpressionAst v when !automatic.Contains(v.VariablePath.UserPath) && !assignments.IsTarget(v) && !assignments.IsSet(v):
                    bool isRead = v.VariablePath.UserPath.ToUpperInvariant() switch { "_" or "PSITEM" => IsOuterItem(v, root), "MATCHES" => !matches, _ => true };
                    if (isRead) reads.Add((v.VariablePath.UserPath, Members(v)));
                    break;
            }
        (Variables, Commands, Statics, Classes) = ([.. reads], [.. commands], statics, classes);
    }

    /// <summary>Changes when a trace finds that code calls a command that was not known before.</summary>
    public static int Version => Volatile.Read(ref version);

    /// <summary>The variables, with the members that are read of each, such as <c>model.rate</c> of <c>$config.model.rate</c>; null for the variable as a whole.</summary>
    public IReadOnlyList<(string Name, string? Members)> Variables { get; }

    /// <summary>The commands that the code names.</summary>
    public IReadOnlyList<string> Commands { get; }

    /// <summary>The functions and scripts that the code has been found to call by names that it computes.</summary>
    public ICollection<KeyValuePair<string, CommandInfo>> Called => called;

    /// <summary>The classes whose members the code uses by name.</summary>
    public IReadOnlyCollection<Ast> Classes { get; }

    /// <summary>The static fields and properties that can be set.</summary>
    public IReadOnlyList<MemberInfo> Statics { get; }

    public static FreeNames Of(Ast root) => known.GetValue(root, r => new(r));

    /// <summary>Notes a command that the code calls by a name that it computes.</summary>
    public void Note(string name, CommandInfo command)
    {
        if (called.TryAdd(name, command)) Interlocked.Increment(ref version);
    }

    // A path of properties at the end of which something else is done.
    static string? Members(VariableExpressionAst v)
    {
        if (v.Splatted) return null;
        var names = new List<string>();
        Ast node = v;
        while (node.Parent is MemberExpressionAst { Static: false, Member: StringConstantExpressionAst { Value: var name } } m and not InvokeMemberExpressionAst && m.Expression == node)
        {
            names.Add(name);
            node = m;
        }
        return names.Count == 0 ? null : string.Join('\n', names);
    }

    static MemberInfo? Settable(Type? type, string name)
    {
        const BindingFlags Static = BindingFlags.Static | BindingFlags.Public | BindingFlags.IgnoreCase | BindingFlags.FlattenHierarchy;
        return (MemberInfo?)type?.GetProperties(Static).FirstOrDefault(p => p.Name.Equals(name, StringComparison.OrdinalIgnoreCase) && p.CanWrite)
            ?? type?.GetFields(Static).FirstOrDefault(f => f.Name.Equals(name, StringComparison.OrdinalIgnoreCase) && f is { IsInitOnly: false, IsLiteral: false });
    }

    // $_ is that of the code around only where nothing in this code sets it: a block of a command, process, switch, catch.
    static bool IsOuterItem(Ast node, Ast root)
    {
        for (var above = node.Parent; above is not null && above != root.Parent; above = above.Parent)
            switch (above)
            {
                case CatchClauseAst or SwitchStatementAst or TrapStatementAst or NamedBlockAst { BlockKind: TokenKind.Process }:
                case FunctionDefinitionAst when above != root:
                case ScriptBlockExpressionAst { Parent: not CommandAst { InvocationOperator: TokenKind.Ampersand or TokenKind.Dot } }:
                    return false;
            }
        return true;
    }
}
