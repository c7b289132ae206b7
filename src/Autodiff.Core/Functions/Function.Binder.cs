using System.Dynamic;
using System.Linq.Expressions;
using System.Reflection;

namespace Autodiff;

// PowerShell spreads a single array argument over the parameters of a method, and wraps its errors in "Exception calling …". It does neither for a call that the
// object binds itself.
public abstract partial class Function : IDynamicMetaObjectProvider
{
    /// <summary>Binds <c>.Invoke(…)</c> for dynamic languages: an array is one argument, and errors are not wrapped.</summary>
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
