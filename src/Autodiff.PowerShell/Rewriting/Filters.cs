using System.Management.Automation;
using System.Management.Automation.Language;
using System.Runtime.CompilerServices;

namespace Autodiff.PowerShell.Rewriting;

/// <summary><c>.Where({ … })</c>, for which any object is true: the truth of the block's output is asked for.</summary>
sealed class Filters : Trap
{
    static readonly Filters instance = new();
    static readonly ConditionalWeakTable<ScriptBlock, ScriptBlock> asking = [];
    static readonly Operation truth = new("Truth", x => Values.Of(x) is { } v ? DynamicAnswers.Truth(v) : x);
    static readonly Operation held = new("Filter", x => PowerShellHost.Bare(x) is ScriptBlock block ? asking.GetValue(block, Asking) : x);

    public static Filters? In(InvokeMemberExpressionAst node) =>
        node is { Static: false, Arguments.Count: > 0, Member: StringConstantExpressionAst { Value: var name } } && name.Equals("Where", StringComparison.OrdinalIgnoreCase) ? instance : null;

    public override Ast Replace(Ast node, TreeRewriter tree)
    {
        var arguments = ((InvokeMemberExpressionAst)node).Arguments.Select(tree.Rewrite).ToList();
        arguments[0] = arguments[0] is ScriptBlockExpressionAst ? new ScriptBlockExpressionAst(arguments[0].Extent, Asking(arguments[0])) : held.Call(arguments[0].Extent, arguments[0]);
        return tree.With(node, (nameof(InvokeMemberExpressionAst.Expression), Loops.Of(tree.Rewrite(((InvokeMemberExpressionAst)node).Expression))), (nameof(InvokeMemberExpressionAst.Arguments), arguments));
    }

    static ScriptBlock Asking(ScriptBlock block) => Origin.Bind(Asking(new ConstantExpressionAst(block.Ast.Extent, Rewriter.Rewrite(block))).GetScriptBlock(), block);

    // { truth of (. block) }: dot-sourced, the block sees the item and the variables as usual.
    static ScriptBlockAst Asking(ExpressionAst block)
    {
        var at = block.Extent;
        var run = new PipelineAst(at, new CommandAst(at, [block], TokenKind.Dot, null));
        var asked = Syntax.Pipeline(truth.Call(at, new ParenExpressionAst(at, run)));
        return new(at, null, new StatementBlockAst(at, [asked], null), isFilter: false);
    }
}
