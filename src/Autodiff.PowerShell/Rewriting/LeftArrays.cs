using System.Collections;
using System.Dynamic;
using System.Globalization;
using System.Linq.Expressions;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace Autodiff.PowerShell.Rewriting;

/// <summary>
/// <c>+</c> and <c>*</c> with an array, text or <c>$null</c> on the left of a value. As in PowerShell, the rows of a value are appended to an array, and a single number
/// repeats it. Text is joined with that of this call's number, or repeated by it. <c>$null</c> is an error, but <c>$sum += $x</c> may begin with nothing. An integer may overflow, and goes on as a double.
/// </summary>
sealed class LeftArrays : Trap
{
    static readonly LeftArrays instance = new();
    static readonly Rule operation = new(begins: false), sum = new(begins: true);

    public static LeftArrays? In(BinaryExpressionAst node) => Syntax.IsConstant(node.Right) || Syntax.IsFloat(node.Left) ? null : instance;

    public override Ast Replace(Ast node, TreeRewriter tree)
    {
        var b = (BinaryExpressionAst)node;
        return Texts.IsTold(node)
            ? tree.With(node, (nameof(b.Right), Texts.Told(tree.Rewrite(b.Right))))
            : tree.With(node, (nameof(b.Left), Left(tree.Rewrite(b.Left))));
    }

    /// <summary>Makes a left operand of <c>+</c> or <c>*</c> in a tree.</summary>
    public static ExpressionAst Left(ExpressionAst left) => operation.Left(left);

    /// <summary>Makes a left operand of <c>+=</c> in a tree. Where it is nothing yet, the sum begins with what is added.</summary>
    public static ExpressionAst Sum(ExpressionAst left) => sum.Left(left);

    sealed class Rule(bool begins) : OperatorRule
    {
        public override bool Takes(object? left, object? right) => right is IList && Values.ListOfTraced(right) is not null ? left is not IDictionary : right is Value && left switch
        {
            null => true,
            string => right is not Tensor,
            IList and not IDictionary => true,
            _ => Numbers.IsOperand(left, (Value)right),
        };

        public override object Apply(BinaryOperationBinder operation, object? left, object? right)
        {
            if (right is Value && Autodiff.Conversion.Number(left) is { } number) return DynamicAnswers.Binary(number, operation.Operation, right);
            bool adds = operation.Operation == ExpressionType.Add;
            if (right is IList items)
                return adds && left is null or IList ? (object?[])[.. (left as IList ?? Array.Empty<object>()).Cast<object?>(), .. items.Cast<object?>()]
                    : adds && left is string text ? text + LanguagePrimitives.ConvertTo(Texts.Pinned(right), typeof(string), CultureInfo.InvariantCulture)
                    : throw new AdException($"{(adds ? nameof(Ad.Add) : nameof(Ad.Multiply))}: PowerShell does not have this operator for an array on the right. Remove the type of the parameter, or use [Ad]::{(adds ? nameof(Ad.Add) : nameof(Ad.Multiply))}($a, $b).", ErrorId.ArrayOnTheLeft);
            var value = (Value)right!;
            return left switch
            {
                null when begins => value.Rank > 0 ? Rows.Of(value) : value,
                null => throw new AdException($"{(adds ? nameof(Ad.Add) : nameof(Ad.Multiply))}: the left operand is $null. Begin with a number, as in $sum = 0.0.", ErrorId.NullArgument),
                string text when adds => text + LanguagePrimitives.ConvertTo(Texts.Pinned(value), typeof(string), CultureInfo.InvariantCulture),
                string text when value.Rank == 0 => string.Concat(Enumerable.Repeat(text, LanguagePrimitives.ConvertTo<int>(Ad.Pin(value)))),
                IList list when adds => (object?[])[.. list.Cast<object?>(), .. value.Rank > 0 ? Rows.Of(value) : [value]],
                IList list when value.Rank == 0 => Repeated(list, LanguagePrimitives.ConvertTo<int>(Ad.Pin(value))),
                _ => throw new AdException($"{nameof(Ad.Multiply)}: the left operand is an array and the right one is {value.Type}, but PowerShell repeats an array only by a single number. Put the tensor first, as in $x * @(1, 2).", ErrorId.ArrayOnTheLeft),
            };
        }

        static object?[] Repeated(IList list, int times) => times >= 0
            ? [.. Enumerable.Repeat(list.Cast<object?>(), times).SelectMany(x => x)]
            : throw new AdException($"{nameof(Ad.Multiply)}: an array cannot be repeated {times} times.", ErrorId.ArrayOnTheLeft);
    }
}
