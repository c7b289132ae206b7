using System.Dynamic;
using System.Linq.Expressions;
using System.Management.Automation.Language;

namespace Autodiff.PowerShell.Rewriting;

/// <summary>
/// The target of calls in a rewritten tree. It is a constant of the tree, and PowerShell's binder asks it first how to call its method. So arguments are passed unchanged,
/// nothing is converted, and errors are not wrapped.
/// </summary>
sealed class Operation(string name, Func<object?[], object?> apply) : IDynamicMetaObjectProvider
{
    public Operation(string name, Func<object?, object?> apply) : this(name, x => apply(x[0])) { }

    public Operation(string name, Func<object?, object?, object?> apply) : this(name, x => apply(x[0], x[1])) { }

    public object? Apply(object?[] x) => apply(x);

    /// <summary>Makes a call of it in a tree.</summary>
    public ExpressionAst Call(IScriptExtent at, params ExpressionAst[] x) =>
        new InvokeMemberExpressionAst(at, new ConstantExpressionAst(at, this), new StringConstantExpressionAst(at, name, StringConstantType.BareWord), x, @static: false);

    DynamicMetaObject IDynamicMetaObjectProvider.GetMetaObject(Expression parameter) => new Binder(parameter, this);

    sealed class Binder(Expression expression, Operation value) : DynamicMetaObject(expression, BindingRestrictions.Empty, value)
    {
        public override DynamicMetaObject BindInvokeMember(InvokeMemberBinder binder, DynamicMetaObject[] args) => new(
            Expression.Call(
                Expression.Convert(Expression, typeof(Operation)), nameof(Operation.Apply), null,
                Expression.NewArrayInit(typeof(object), args.Select(a => Expression.Convert(a.Expression, typeof(object))))),
            BindingRestrictions.GetExpressionRestriction(Expression.TypeIs(Expression, typeof(Operation))));
    }
}
