using System.Management.Automation;
using System.Management.Automation.Language;

namespace Autodiff.PowerShell.Rewriting;

/// <summary>
/// Blocks and functions in variables, where they are run: <c>&amp; $f $x</c>, <c>… | ForEach-Object $f</c>. <see cref="CalledFunctions"/> finds functions that are
/// called by name.
/// </summary>
sealed class Blocks : Trap
{
    static readonly HashSet<string> runners = new(["ForEach-Object", "foreach", "%", "Where-Object", "where", "?", "Invoke-Command", "icm", "Measure-Command"], StringComparer.OrdinalIgnoreCase);

    static readonly Blocks instance = new();
    static readonly Operation called = new("Called", x => PowerShellHost.Bare(x) switch
    {
        ScriptBlock block => Rewriter.Rewrite(block),
        CommandInfo command => CalledFunctions.Rewritten(command) ?? x,
        _ => x,
    });

    public static Blocks? In(CommandAst node) =>
        node.InvocationOperator is TokenKind.Ampersand or TokenKind.Dot ? IsHeld(node.CommandElements[0]) ? instance : null
        : runners.Contains(node.GetCommandName() ?? "") && node.CommandElements.Any(IsHeld) ? instance
        : null;

    /// <summary><c>.ForEach($f)</c></summary>
    public static Blocks? In(InvokeMemberExpressionAst node) =>
        node is { Static: false, Member: StringConstantExpressionAst { Value: var name }, Arguments: [_, ..] } && name.Equals("ForEach", StringComparison.OrdinalIgnoreCase) ? instance : null;

    public override Ast Replace(Ast node, TreeRewriter tree)
    {
        if (node is InvokeMemberExpressionAst call)
            return tree.With(node,
                (nameof(call.Expression), Loops.Of(tree.Rewrite(call.Expression))),
                (nameof(call.Arguments), call.Arguments.Select((a, i) => i == 0 && IsHeld(a) ? called.Call(a.Extent, tree.Rewrite(a)) : tree.Rewrite(a)).ToList()));
        var command = (CommandAst)node;
        bool all = command.InvocationOperator is not (TokenKind.Ampersand or TokenKind.Dot);
        return tree.With(node, (nameof(CommandAst.CommandElements), command.CommandElements
            .Select((e, i) => IsHeld(e) && (all || i == 0) ? called.Call(e.Extent, tree.Rewrite((ExpressionAst)e)) : tree.Rewrite(e)).ToList()));
    }

    static bool IsHeld(CommandElementAst element) => element is VariableExpressionAst { Splatted: false } or MemberExpressionAst or IndexExpressionAst or ParenExpressionAst or SubExpressionAst;
}
