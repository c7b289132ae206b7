using System.Collections;
using System.Management.Automation.Language;

namespace Autodiff.PowerShell.Rewriting;

/// <summary>Conditions that may be a list of one value. PowerShell takes such a list for true if its item is, and takes any object for true and does not ask it.</summary>
sealed class Truths : Trap
{
    const string Condition = nameof(Condition);

    static readonly Truths instance = new();
    static readonly Operation only = new("Only", Only);

    public static Truths? In(IfStatementAst node) => node.Clauses.Any(c => MayBeList(c.Item1)) ? instance : null;

    public static Truths? In(LoopStatementAst node) => node.Condition is { } condition && MayBeList(condition) ? instance : null;

    /// <summary><c>-not</c></summary>
    public static Truths? In(UnaryExpressionAst node) => MayBeList(node.Child) ? instance : null;

    /// <summary><c>-and -or -xor</c></summary>
    public static Truths? In(BinaryExpressionAst node) => MayBeList(node.Left) || MayBeList(node.Right) ? instance : null;

    /// <summary><c>a ? b : c</c></summary>
    public static Truths? InTernary(Ast node) => MayBeList((Ast)NodeShape.Of(node.GetType()).Properties.First(p => p.Name == Condition).GetValue(node)!) ? instance : null;

    public override Ast Replace(Ast node, TreeRewriter tree) => node switch
    {
        IfStatementAst i => tree.With(node, (nameof(IfStatementAst.Clauses), i.Clauses.Select(c => Tuple.Create(Of(c.Item1, tree), tree.Rewrite(c.Item2))).ToList())),
        LoopStatementAst l => tree.With(node, (Condition, Of(l.Condition, tree))),
        UnaryExpressionAst u => tree.With(node, (nameof(UnaryExpressionAst.Child), Of(u.Child, tree))),
        BinaryExpressionAst b => tree.With(node, (nameof(BinaryExpressionAst.Left), Of(b.Left, tree)), (nameof(BinaryExpressionAst.Right), Of(b.Right, tree))),
        _ => tree.With(node, (Condition, Of((ExpressionAst)NodeShape.Of(node.GetType()).Properties.First(p => p.Name == Condition).GetValue(node)!, tree))),
    };

    static PipelineBaseAst Of(PipelineBaseAst condition, TreeRewriter tree) =>
        MayBeList(condition) ? Syntax.Pipeline(only.Call(condition.Extent, Syntax.Result(condition, tree))) : tree.Rewrite(condition);

    static ExpressionAst Of(ExpressionAst condition, TreeRewriter tree) => MayBeList(condition) ? only.Call(condition.Extent, tree.Rewrite(condition)) : tree.Rewrite(condition);

    static bool MayBeList(Ast condition) => condition switch
    {
        PipelineAst p => Syntax.Pure(p) is not { } e || MayBeList(e),
        ParenExpressionAst paren => MayBeList(paren.Pipeline),
        InvokeMemberExpressionAst { Static: true } => false,
        VariableExpressionAst => !Syntax.IsConstant(condition),
        MemberExpressionAst or IndexExpressionAst or ArrayExpressionAst or ArrayLiteralAst or SubExpressionAst => true,
        _ => false,
    };

    /// <summary>The one value in a list; any other object is returned as it is. A list in a list is always true in PowerShell.</summary>
    public static object? Only(object? x) => PowerShellHost.Bare(x) is IList { Count: 1 } list and not IDictionary && Values.ListOf(list) is not null ? list[0] : x;
}
