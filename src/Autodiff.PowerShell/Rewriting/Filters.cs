using System.Management.Automation.Language;

namespace Autodiff.PowerShell.Rewriting;

/// <summary><c>.Where({ … })</c>, which takes any object for true: the block's answer is asked for its truth.</summary>
sealed class Filters : Trap
{
    static readonly Filters instance = new();
    static readonly Operation truth = new("Truth", x => Values.Of(x) is { } v ? DynamicAnswers.Truth(v) : x);

    public static Filters? In(InvokeMemberExpressionAst node) =>
        node is { Static: false, Arguments.Count: > 0, Member: StringConstantExpressionAst { Value: var name } } && name.Equals("Where", StringComparison.OrdinalIgnoreCase) ? instance : null;

    public override Ast Replace(Ast node, TreeRewriter tree)
    {
        var arguments = ((InvokeMemberExpressionAst)node).Arguments;
        return tree.With(node, (nameof(InvokeMemberExpressionAst.Arguments), arguments.Select((a, i) => i == 0 ? Asking(tree.Rewrite(a)) : tree.Rewrite(a)).ToList()));
    }

    // { truth of (. block) }: dotted, the block sees the item and the variables as it would by itself.
    static ScriptBlockExpressionAst Asking(ExpressionAst block)
    {
        var at = block.Extent;
        var run = new CommandAst(at, [Blocks.Called(block)], TokenKind.Dot, null);
        var asked = Syntax.Pipeline(truth.Call(at, new ParenExpressionAst(at, new PipelineAst(at, run))));
        return new(at, new ScriptBlockAst(at, null, new StatementBlockAst(at, [asked], null), isFilter: false));
    }
}
