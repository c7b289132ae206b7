using System.Management.Automation.Language;

namespace Autodiff.PowerShell.Rewriting;

/// <summary>Indexing: <c>$array[$n]</c> and <c>$table[$n]</c>, read or written.</summary>
sealed class IndexExpressions : Trap
{
    static readonly IndexExpressions instance = new();
    static readonly Operation changed = new("Changed", x => Values.Traced(x) is not { Rank: > 0 } v ? x : throw new AdException(
        $"The elements of a tensor ({v.Type}) cannot be changed. Declare the parameter as an array, as in [double[]]$x, or copy it first, as in $x = @($x).", ErrorId.Immutable));

    public static IndexExpressions? In(IndexExpressionAst node) => Syntax.IsConstant(node.Index) && !IsTarget(node) ? null : instance;

    /// <summary>An object in a tree whose elements are changed, which those of a tensor cannot be.</summary>
    public static ExpressionAst Changed(ExpressionAst target) => changed.Call(target.Extent, target);

    public override Ast Replace(Ast node, TreeRewriter tree)
    {
        var index = (IndexExpressionAst)node;
        var target = tree.Rewrite(index.Target);
        return tree.With(node, (nameof(index.Target), Receiver.Of(IsTarget(index) ? Changed(target) : target)));
    }

    /// <summary>Whether an element is changed.</summary>
    public static bool IsTarget(IndexExpressionAst node)
    {
        Ast inner = node;
        while (inner.Parent is ArrayLiteralAst) inner = inner.Parent;
        return inner.Parent is AssignmentStatementAst assignment && assignment.Left == inner
            || inner.Parent is UnaryExpressionAst { TokenKind: TokenKind.PlusPlus or TokenKind.MinusMinus or TokenKind.PostfixPlusPlus or TokenKind.PostfixMinusMinus };
    }
}
