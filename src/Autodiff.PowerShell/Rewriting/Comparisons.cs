using System.Collections;
using System.Dynamic;
using System.Linq.Expressions;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Runtime.CompilerServices;

namespace Autodiff.PowerShell.Rewriting;

/// <summary>Comparisons: <c>-eq -ne -lt -le -gt -ge</c> with the value on the right, or in a list on the left.</summary>
sealed class Comparisons : Trap
{
    static readonly Comparisons instance = new();

    // An argument that was given as text is text beside text.
    static readonly Operation text = new("Text", x => Texts.Given(x) ?? x);

    public static Comparisons? In(BinaryExpressionAst node) => Syntax.IsConstant(node.Right) && Syntax.IsScalar(node.Left) ? null : instance;

    public override Ast Replace(Ast node, TreeRewriter tree) => node is BinaryExpressionAst { Right: StringConstantExpressionAst } b
        ? tree.With(node, (nameof(b.Left), Rule.Instance.Left(text.Call(b.Left.Extent, tree.Rewrite(b.Left)))))
        : tree.With(node, (nameof(BinaryExpressionAst.Left), Rule.Instance.Left(tree.Rewrite(((BinaryExpressionAst)node).Left))));

    /// <summary>Makes a comparison in a tree.</summary>
    public static BinaryExpressionAst Of(IScriptExtent at, ExpressionAst left, TokenKind operation, ExpressionAst right) => new(at, Rule.Instance.Left(left), operation, right, at);

    /// <summary>
    /// A list of numbers is compared as a tensor, elementwise. A list that holds values is filtered, as in PowerShell. The type of the left operand decides, as in
    /// PowerShell: beside a boolean, a number counts by its truth.
    /// </summary>
    sealed class Rule : OperatorRule
    {
        public static readonly Rule Instance = new();

        public override bool Takes(object? left, object? right) => right is Value || Values.ListOf(left) is not null;

        public override object? Apply(BinaryOperationBinder operation, object? left, object? right)
        {
            bool equality = operation.Operation is ExpressionType.Equal or ExpressionType.NotEqual;
            switch (left)
            {
                case string s when equality && Texts.Given(right) is { } other:
                    return LanguagePrimitives.Equals(s, other, ignoreCase: true) == (operation.Operation == ExpressionType.Equal);
                case null when equality:
                    return operation.Operation == ExpressionType.NotEqual;
                case null:
                    throw new AdException($"{operation.Operation}: the left operand is $null; expected a number, an array of numbers or a tensor.", ErrorId.NullArgument);
                case IList list and not IDictionary when right is not Value || list.Count > 0 && !Autodiff.Conversion.IsNumeric(list):
                    return Filter(operation, list, right);
                case bool when right is Value { DType: var dtype } v && dtype != DType.Bool:
                    right = Ad.Cast(v, DType.Bool);
                    break;
            }
            if (equality && left is not (IList or string) && Autodiff.Conversion.Number(left) is null) return operation.Operation == ExpressionType.NotEqual;
            return DynamicAnswers.Binary(Autodiff.Conversion.ToValue(left, operation.Operation.ToString()), operation.Operation, right);
        }

        static object?[] Filter(BinaryOperationBinder operation, IList list, object? right)
        {
            var site = CallSite<Func<CallSite, object?, object?, object?>>.Create(operation);
            var kept = new List<object?>();
            foreach (object? item in list)
            {
                object? holds = Values.Of(item) is null && right is Value ? Instance.Apply(operation, PowerShellHost.Bare(item), right) : site.Target(site, item, right);
                if (Values.Of(holds) is { } v ? DynamicAnswers.Truth(v) : LanguagePrimitives.IsTrue(holds)) kept.Add(item);
            }
            return [.. kept];
        }
    }
}
