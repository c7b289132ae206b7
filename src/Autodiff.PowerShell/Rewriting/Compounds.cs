using System.Management.Automation.Language;

namespace Autodiff.PowerShell.Rewriting;

/// <summary><c>+=</c>, <c>-=</c> and <c>*=</c>: <c>$a += b</c> becomes <c>$a = $a + b</c>, whose left operand is treated as by <see cref="LeftArrays"/> and <see cref="LeftOperators"/>.</summary>
sealed class Compounds : Trap
{
    static readonly Compounds instance = new();

    public static Compounds? In(AssignmentStatementAst node) =>
        node is { Operator: TokenKind.PlusEquals or TokenKind.MinusEquals or TokenKind.MultiplyEquals, Right: CommandExpressionAst or PipelineAst } && Target(node.Left) is not null
        && !(Syntax.Pure(node.Right) is { } right && Syntax.IsConstant(right)) ? instance : null;

    public override Ast Replace(Ast node, TreeRewriter tree)
    {
        var assignment = (AssignmentStatementAst)node;
        var (operation, left) = (assignment.Operator, tree.Rewrite(Target(assignment.Left)!)) switch
        {
            (TokenKind.MinusEquals, var x) => (TokenKind.Minus, LeftOperators.Left(x)),
            (TokenKind.PlusEquals, var x) => (TokenKind.Plus, LeftArrays.Sum(x)),
            (_, var x) => (TokenKind.Multiply, LeftArrays.Left(x)),
        };
        var right = Syntax.Pure(assignment.Right) is { } e ? tree.Rewrite(e) : new ParenExpressionAst(assignment.Right.Extent, tree.Rewrite((PipelineBaseAst)assignment.Right));
        var sum = new BinaryExpressionAst(assignment.Extent, left, operation, right, assignment.ErrorPosition);
        return new AssignmentStatementAst(assignment.Extent, tree.Rewrite(assignment.Left), TokenKind.Equals, new CommandExpressionAst(assignment.Extent, sum, null), assignment.ErrorPosition);
    }

    // An expression that can be evaluated twice and has no side effect.
    static ExpressionAst? Target(ExpressionAst left) => left switch
    {
        AttributedExpressionAst typed => Target(typed.Child),
        VariableExpressionAst => left,
        InvokeMemberExpressionAst => null,
        MemberExpressionAst { Expression: var of, Member: StringConstantExpressionAst } => Target(of) is null ? null : left,
        IndexExpressionAst { Target: var of, Index: var at } => Target(of) is null || !(Syntax.IsConstant(at) || at is VariableExpressionAst) ? null : left,
        _ => null,
    };
}
