using System.Management.Automation.Language;

namespace Autodiff.PowerShell.Rewriting;

/// <summary>Indexing: <c>$array[$n]</c> and <c>$table[$n]</c>, read or written.</summary>
sealed class IndexExpressions : Trap
{
    static readonly IndexExpressions instance = new();

    public static IndexExpressions? In(IndexExpressionAst node) => Syntax.IsConstant(node.Index) && !IsTarget(node) ? null : instance;

    public override Ast Replace(Ast node, TreeRewriter tree) =>
        tree.With(node, (nameof(IndexExpressionAst.Target), Receiver.Of(tree.Rewrite(((IndexExpressionAst)node).Target))));

    static bool IsTarget(IndexExpressionAst node)
    {
        Ast inner = node;
        while (inner.Parent is ArrayLiteralAst) inner = inner.Parent;
        return inner.Parent is AssignmentStatementAst assignment && assignment.Left == inner;
    }
}
