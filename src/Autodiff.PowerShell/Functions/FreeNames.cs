using System.Management.Automation.Language;
using System.Runtime.CompilerServices;

namespace Autodiff.PowerShell;

/// <summary>The variables that a piece of script and its blocks read but never assign, and the commands that they name.</summary>
sealed class FreeNames
{
    static readonly ConditionalWeakTable<Ast, FreeNames> known = [];

    // Variables that PowerShell itself sets for each block or statement.
    static readonly HashSet<string> automatic = new(
        ["_", "PSItem", "args", "input", "this", "true", "false", "null", "foreach", "switch", "matches", "error", "Host", "ExecutionContext", "MyInvocation", "PSCmdlet",
            "PSBoundParameters", "PSCommandPath", "PSScriptRoot", "PID", "LASTEXITCODE", "?", "^", "$", "StackTrace", "PSDebugContext", "PSStyle", "PSVersionTable"],
        StringComparer.OrdinalIgnoreCase);

    FreeNames(Ast root)
    {
        var assigned = new HashSet<string>(automatic, StringComparer.OrdinalIgnoreCase);
        var commands = new SortedSet<string>(StringComparer.OrdinalIgnoreCase);
        var read = new SortedSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var node in root.FindAll(_ => true, searchNestedScriptBlocks: true))
            switch (node)
            {
                case AssignmentStatementAst a:
                    assigned.UnionWith(Targets(a.Left));
                    break;
                case UnaryExpressionAst { TokenKind: TokenKind.PlusPlus or TokenKind.MinusMinus or TokenKind.PostfixPlusPlus or TokenKind.PostfixMinusMinus } u:
                    assigned.UnionWith(Targets(u.Child));
                    break;
                case ParameterAst p:
                    assigned.Add(p.Name.VariablePath.UserPath);
                    break;
                case ForEachStatementAst f:
                    assigned.Add(f.Variable.VariablePath.UserPath);
                    break;
                case CommandAst c when c.GetCommandName() is { } name:
                    commands.Add(name);
                    break;
            }
        foreach (var node in root.FindAll(n => n is VariableExpressionAst, searchNestedScriptBlocks: true))
            if (((VariableExpressionAst)node).VariablePath.UserPath is var name && !assigned.Contains(name)) read.Add(name);
        (Variables, Commands) = ([.. read], [.. commands]);
    }

    public IReadOnlyList<string> Variables { get; }

    public IReadOnlyList<string> Commands { get; }

    public static FreeNames Of(Ast root) => known.GetValue(root, r => new(r));

    static IEnumerable<string> Targets(ExpressionAst left) => left switch
    {
        VariableExpressionAst v => [v.VariablePath.UserPath],
        AttributedExpressionAst a => Targets(a.Child),
        ArrayLiteralAst l => l.Elements.SelectMany(Targets),
        _ => [],
    };
}
