using System.Dynamic;
using System.Linq.Expressions;
using System.Reflection;

namespace Autodiff;

// A method that PowerShell calls spreads an array given alone, and its errors come out as "Exception calling …". What the object answers itself does not.
public abstract partial class Function : IDynamicMetaObjectProvider
{
    /// <summary>Answers <c>.Invoke(…)</c> of dynamic languages: each argument is one, and errors come out as they are.</summary>
    DynamicMetaObject IDynamicMetaObjectProvider.GetMetaObject(Expression parameter) => new Binder(parameter, this);

    sealed class Binder(Expression expression, Function value) : DynamicMetaObject(expression, BindingRestrictions.Empty, value)
    {
        static readonly MethodInfo invoke = typeof(Function).GetMethod(nameof(Invoke))!;

        public override DynamicMetaObject BindInvokeMember(InvokeMemberBinder binder, DynamicMetaObject[] args)
        {
            if (!binder.Name.Equals(nameof(Invoke), StringComparison.OrdinalIgnoreCase)) return base.BindInvokeMember(binder, args);
            var arguments = Expression.NewArrayInit(typeof(object), args.Select(a => Expression.Convert(a.Expression, typeof(object))));
            var restrictions = BindingRestrictions.GetExpressionRestriction(Expression.TypeIs(Expression, typeof(Function)));
            return new(Expression.Call(Expression.Convert(Expression, typeof(Function)), invoke, arguments), restrictions);
        }
    }
}
