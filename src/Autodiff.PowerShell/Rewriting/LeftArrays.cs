using System.Collections;
using System.Dynamic;
using System.Linq.Expressions;
using System.Management.Automation.Language;

namespace Autodiff.PowerShell.Rewriting;

/// <summary>
/// <c>+</c> and <c>*</c> with an array, text or <c>$null</c> on the left of a value. PowerShell would append the value, repeat the array, or ignore the value.
/// </summary>
sealed class LeftArrays : Trap
{
    static readonly LeftArrays instance = new();

    public static LeftArrays? In(BinaryExpressionAst node) => Syntax.IsConstant(node.Right) || Syntax.IsScalar(node.Left) ? null : instance;

    public override Ast Replace(Ast node, TreeRewriter tree)
    {
        var b = (BinaryExpressionAst)node;
        return Texts.IsThrown(node)
            ? tree.With(node, (nameof(b.Right), Texts.Told(tree.Rewrite(b.Right))))
            : tree.With(node, (nameof(b.Left), Left(tree.Rewrite(b.Left))));
    }

    /// <summary>Makes a left operand of <c>+</c> or <c>*</c> in a tree.</summary>
    public static ExpressionAst Left(ExpressionAst left) => Rule.Instance.Left(left);

    sealed class Rule : OperatorRule
    {
        public static readonly Rule Instance = new();

        // A value can only be appended to a list that is empty or holds values.
        public override bool Takes(object? left, object? right) => right is Value && left switch
        {
            null => true,
            string => right is not Tensor,
            IList list and not IDictionary => list.Count > 0 && Autodiff.Conversion.IsNumeric(list),
            _ => false,
        };

        public override object Apply(BinaryOperationBinder operation, object? left, object? right)
        {
            bool adds = operation.Operation == ExpressionType.Add;
            string name = adds ? nameof(Ad.Add) : nameof(Ad.Multiply);
            throw left switch
            {
                null => new AdException($"{name}: the left operand is $null. A sum begins with a number, as in $sum = 0.0.", ErrorId.NullArgument),
                string => Texts.Error($"{name}: a text and a traced value ({((Value)right!).Type}) were given"),
                _ when adds => new AdException($"{name}: an array on the left of a value ({((Value)right!).Type}): PowerShell would append to it. To add element by element, put the value first, as in $x + @(1, 2); to append, write @(1, 2) + , $x.", ErrorId.ArrayOnTheLeft),
                _ => new AdException($"{name}: an array on the left of a value ({((Value)right!).Type}): PowerShell would repeat it. Put the value first, as in $x * @(1, 2).", ErrorId.ArrayOnTheLeft),
            };
        }
    }
}
