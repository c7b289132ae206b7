using System.Management.Automation.Language;

namespace Autodiff.PowerShell.Rewriting;

/// <summary>Enumeration: <c>foreach</c> and <c>switch</c> run over the rows of a value, and <c>$a, $b = $x</c> splits it into rows.</summary>
sealed class Loops : Trap
{
    static readonly Loops instance = new();
    static readonly Operation rows = new("Rows", x => Values.Of(x) is { Rank: > 0 } v ? Rows(v) : x);

    public static Loops? In(ForEachStatementAst node) => Syntax.Pure(node.Condition) is BinaryExpressionAst { Operator: TokenKind.DotDot } or ArrayLiteralAst or ArrayExpressionAst ? null : instance;

    public static Loops? In(AssignmentStatementAst node) =>
        node is { Left: ArrayLiteralAst, Operator: TokenKind.Equals } && Syntax.Pure(node.Right) is { } right and not ArrayLiteralAst && !Syntax.IsConstant(right) ? instance : null;

    public override Ast Replace(Ast node, TreeRewriter tree) => node switch
    {
        ForEachStatementAst f => tree.With(node, (nameof(ForEachStatementAst.Condition), Syntax.Pipeline(Of(Syntax.Result(f.Condition, tree))))),
        _ => tree.With(node, (nameof(AssignmentStatementAst.Right), new CommandExpressionAst(node.Extent, Of(tree.Rewrite(Syntax.Pure(((AssignmentStatementAst)node).Right)!)), null))),
    };

    /// <summary>The rows of an expression's result if that is a value of rank 1 or more.</summary>
    public static ExpressionAst Of(ExpressionAst items) => rows.Call(items.Extent, items);

    static object[] Rows(Value x)
    {
        var r = new object[x.Count];
        for (int i = 0; i < r.Length; i++) r[i] = Ad.Index(x, [i]);
        return r;
    }
}
