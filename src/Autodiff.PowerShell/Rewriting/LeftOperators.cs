using System.Dynamic;
using System.Linq.Expressions;
using System.Management.Automation.Language;

namespace Autodiff.PowerShell.Rewriting;

/// <summary>
/// <c>-band -bor -bxor -shl -shr</c> with a value on the right, and <c>- / %</c> with an array or an integer on the left of a value. PowerShell's own error would name neither the line nor
/// the cure, and a <c>catch</c> in the block would swallow it.
/// </summary>
sealed class LeftOperators : Trap
{
    static readonly LeftOperators bits = new(new Bits()), arithmetic = new(new Arithmetic());
    readonly OperatorRule rule;

    LeftOperators(OperatorRule rule) => this.rule = rule;

    public static LeftOperators? InBits(BinaryExpressionAst node) => Syntax.IsConstant(node.Right) ? null : bits;

    public static LeftOperators? InArithmetic(BinaryExpressionAst node) => Syntax.IsConstant(node.Right) || Syntax.IsFloat(node.Left) ? null : arithmetic;

    /// <summary><c>-$x</c>, which PowerShell computes as <c>0 - $x</c>.</summary>
    public static LeftOperators? InNegation(UnaryExpressionAst node) => Syntax.IsConstant(node.Child) ? null : arithmetic;

    /// <summary>Makes a left operand of <c>-</c> in a tree.</summary>
    public static ExpressionAst Left(ExpressionAst left) => arithmetic.rule.Left(left);

    public override Ast Replace(Ast node, TreeRewriter tree) => node is UnaryExpressionAst negation
        ? new BinaryExpressionAst(node.Extent, rule.Left(new ConstantExpressionAst(node.Extent, 0)), TokenKind.Minus, tree.Rewrite(negation.Child), node.Extent)
        : tree.With(node, (nameof(BinaryExpressionAst.Left), rule.Left(tree.Rewrite(((BinaryExpressionAst)node).Left))));

    sealed class Bits : OperatorRule
    {
        public override bool Takes(object? left, object? right) => right is Value;

        // The error for another object is the same as with a value on the left.
        public override object Apply(BinaryOperationBinder operation, object? left, object? right) => Autodiff.Conversion.Number(left) is { } number
            ? DynamicAnswers.Binary(number, operation.Operation, right)
            : DynamicAnswers.Binary((Value)right!, operation.Operation, left);
    }

    sealed class Arithmetic : OperatorRule
    {
        public override bool Takes(object? left, object? right) => right is Value v && (Numbers.IsOperand(left, v) || Autodiff.Conversion.AsList(left) is not null);

        public override object Apply(BinaryOperationBinder operation, object? left, object? right)
        {
            if (Autodiff.Conversion.Number(left) is { } number) return DynamicAnswers.Binary(number, operation.Operation, right);
            string name = operation.Operation switch { ExpressionType.Subtract => nameof(Ad.Subtract), ExpressionType.Divide => nameof(Ad.Divide), _ => nameof(Ad.Remainder) };
            throw new AdException($"{name}: the left operand is an array and the right one is {((Value)right!).Type}, but PowerShell does not have this operator for an array. Use [Ad]::{name}(@(1, 2), $x).", ErrorId.ArrayOnTheLeft);
        }
    }
}
