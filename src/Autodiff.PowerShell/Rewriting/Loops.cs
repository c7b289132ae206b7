using System.Management.Automation.Language;

namespace Autodiff.PowerShell.Rewriting;

/// <summary>
/// Enumeration: <c>foreach</c>, <c>switch</c>, a pipeline, <c>@( )</c>, <c>.ForEach</c> and <c>.Where</c> run over the rows of a value, and <c>$a, $b = $x</c> splits it into rows.
/// </summary>
sealed class Loops : Trap
{
    static readonly Loops instance = new();
    static readonly Operation rows = new("Rows", x => Values.Of(x) is { Rank: > 0 } v ? Rows.Of(v) : x);

    public static Loops? In(ForEachStatementAst node) => Syntax.Pure(node.Condition) is { } e && IsWhole(e) ? null : instance;

    public static Loops? In(AssignmentStatementAst node) =>
        node is { Left: ArrayLiteralAst, Operator: TokenKind.Equals } && Syntax.Pure(node.Right) is { } right and not ArrayLiteralAst && !Syntax.IsConstant(right) ? instance : null;

    /// <summary><c>$x | …</c></summary>
    public static Loops? In(PipelineAst node) => node.PipelineElements.Count > 1 && Syntax.Pure(node.PipelineElements[0]) is { } first && !IsWhole(first) ? instance : null;

    /// <summary><c>@($x)</c></summary>
    public static Loops? In(ArrayExpressionAst node) => node.SubExpression.Statements.Any(IsOutput) ? instance : null;

    public override Ast Replace(Ast node, TreeRewriter tree) => node switch
    {
        ForEachStatementAst f => tree.With(node, (nameof(ForEachStatementAst.Condition), Syntax.Pipeline(Of(Syntax.Result(f.Condition, tree))))),
        PipelineAst p => tree.With(node, (nameof(PipelineAst.PipelineElements), p.PipelineElements.Select((e, i) => i > 0 ? tree.Rewrite(e) : new CommandExpressionAst(e.Extent, Of(tree.Rewrite(Syntax.Pure(e)!)), null)).ToList())),
        ArrayExpressionAst a => new ArrayExpressionAst(a.Extent, (StatementBlockAst)tree.With(a.SubExpression, (nameof(StatementBlockAst.Statements),
            a.SubExpression.Statements.Select(s => IsOutput(s) ? Syntax.Pipeline(Of(tree.Rewrite(Syntax.Pure(s)!))) : tree.Rewrite(s)).ToList()))),
        _ => tree.With(node, (nameof(AssignmentStatementAst.Right), new CommandExpressionAst(node.Extent, Of(tree.Rewrite(Syntax.Pure(((AssignmentStatementAst)node).Right)!)), null))),
    };

    /// <summary>The rows of an expression's result if that is a value of rank 1 or more.</summary>
    public static ExpressionAst Of(ExpressionAst items) => rows.Call(items.Extent, items);

    static bool IsOutput(StatementAst statement) => Syntax.Pure(statement) is { } e && !IsWhole(e);

    // Expressions that cannot be a value with rows: a literal, a range, or a list, whose items are not changed.
    static bool IsWhole(ExpressionAst e) => Syntax.IsConstant(e) || e is BinaryExpressionAst { Operator: TokenKind.DotDot } or ArrayLiteralAst or ArrayExpressionAst or HashtableAst or ScriptBlockExpressionAst or TypeExpressionAst;
}
