using System.Dynamic;
using System.Linq.Expressions;
using System.Management.Automation.Language;

namespace Autodiff.PowerShell.Rewriting;

/// <summary>The rule of an operator for cases in which PowerShell would not ask the value on the right.</summary>
abstract class OperatorRule
{
    readonly Operation wrap;

    protected OperatorRule() => wrap = new("Left", x => PowerShellHost.Bare(x) is Value ? x : new LeftOperand(x, this));

    /// <summary>Whether the rule applies to these operands, the left of which is not a value. Otherwise PowerShell's operator applies.</summary>
    public abstract bool Takes(object? left, object? right);

    /// <summary>The result for operands that the rule applies to.</summary>
    public abstract object? Apply(BinaryOperationBinder operation, object? left, object? right);

    /// <summary>Makes a left operand in a tree that asks this rule first.</summary>
    public ExpressionAst Left(ExpressionAst left) => wrap.Call(left.Extent, left);
}

/// <summary>A left operand that sees the right one before PowerShell does, because PowerShell's binder asks the object on the left.</summary>
sealed class LeftOperand(object? operand, OperatorRule rule) : IDynamicMetaObjectProvider
{
    public object? Operand => operand;

    public bool Takes(object? right) => rule.Takes(PowerShellHost.Bare(operand), PowerShellHost.Bare(right));

    public object? Apply(BinaryOperationBinder operation, object? right) => rule.Apply(operation, PowerShellHost.Bare(operand), PowerShellHost.Bare(right));

    DynamicMetaObject IDynamicMetaObjectProvider.GetMetaObject(Expression parameter) => new Binder(parameter, this);

    sealed class Binder(Expression expression, LeftOperand value) : DynamicMetaObject(expression, BindingRestrictions.Empty, value)
    {
        public override DynamicMetaObject BindBinaryOperation(BinaryOperationBinder binder, DynamicMetaObject arg)
        {
            var self = Expression.Convert(Expression, typeof(LeftOperand));
            var right = Expression.Convert(arg.Expression, typeof(object));
            return new(
                Expression.Condition(
                    Expression.Call(self, nameof(Takes), null, right),
                    Expression.Call(self, nameof(Apply), null, Expression.Constant(binder, typeof(BinaryOperationBinder)), right),
                    Expression.Dynamic(binder, typeof(object), Expression.Property(self, nameof(Operand)), right)),
                BindingRestrictions.GetExpressionRestriction(Expression.TypeIs(Expression, typeof(LeftOperand))));
        }
    }
}
