using System.Dynamic;
using System.Linq.Expressions;
using System.Reflection;

namespace Autodiff;

// PowerShell's operators, conversions and indices are binders of the dynamic language runtime, which ask the object first.
public abstract partial class Value : IDynamicMetaObjectProvider
{
    /// <summary>Answers dynamic languages: operators with this value on the left, conversions, conditions and indices.</summary>
    DynamicMetaObject IDynamicMetaObjectProvider.GetMetaObject(Expression parameter) => new Binder(parameter, this);

    sealed class Binder(Expression expression, Value value) : DynamicMetaObject(expression, BindingRestrictions.Empty, value)
    {
        static readonly Dictionary<Type, MethodInfo> conversions = new()
        {
            [typeof(bool)] = Method(nameof(DynamicAnswers.Truth)),
            [typeof(string)] = Method(nameof(DynamicAnswers.Text)),
            [typeof(double)] = Method(nameof(DynamicAnswers.Number)).MakeGenericMethod(typeof(double)),
            [typeof(float)] = Method(nameof(DynamicAnswers.Number)).MakeGenericMethod(typeof(float)),
            [typeof(int)] = Method(nameof(DynamicAnswers.Number)).MakeGenericMethod(typeof(int)),
            [typeof(long)] = Method(nameof(DynamicAnswers.Number)).MakeGenericMethod(typeof(long)),
            [typeof(uint)] = Method(nameof(DynamicAnswers.Number)).MakeGenericMethod(typeof(uint)),
            [typeof(decimal)] = Method(nameof(DynamicAnswers.Number)).MakeGenericMethod(typeof(decimal)),
        };

        // One rule serves tensors and tracers.
        BindingRestrictions IsValue => BindingRestrictions.GetExpressionRestriction(Expression.TypeIs(Expression, typeof(Value)));

        Expression Self => Expression.Convert(Expression, typeof(Value));

        BindingRestrictions IsTensor => BindingRestrictions.GetExpressionRestriction(Expression.TypeIs(Expression, typeof(Tensor)));

        public override DynamicMetaObject BindConvert(ConvertBinder binder) =>
            conversions.TryGetValue(binder.Type, out var convert) ? new(Expression.Call(convert, Self), IsValue)
            : value is Tensor && DynamicAnswers.IsNumeric(binder.Type) ? new(Expression.Convert(Expression.Call(Method(nameof(DynamicAnswers.Elements)), Self, Expression.Constant(binder.Type)), binder.Type), IsTensor)
            : base.BindConvert(binder);

        // For a property that throws PowerShell gives $null and continues.
        public override DynamicMetaObject BindGetMember(GetMemberBinder binder) =>
            binder.Name.Equals(nameof(Data), StringComparison.OrdinalIgnoreCase) ? Answer(nameof(DynamicAnswers.Data), IsValue, Self) : base.BindGetMember(binder);

        public override DynamicMetaObject BindUnaryOperation(UnaryOperationBinder binder) =>
            Answer(nameof(DynamicAnswers.Unary), IsValue, Self, Expression.Constant(binder.Operation));

        public override DynamicMetaObject BindBinaryOperation(BinaryOperationBinder binder, DynamicMetaObject arg) =>
            Answer(nameof(DynamicAnswers.Binary), IsValue.Merge(arg.Restrictions), Self, Expression.Constant(binder.Operation), Boxed(arg));

        public override DynamicMetaObject BindGetIndex(GetIndexBinder binder, DynamicMetaObject[] indexes)
        {
            var restrictions = IsValue;
            foreach (var i in indexes) restrictions = restrictions.Merge(i.Restrictions);
            return Answer(nameof(DynamicAnswers.GetIndex), restrictions, Self, Expression.NewArrayInit(typeof(object), indexes.Select(Boxed)));
        }

        public override DynamicMetaObject BindSetIndex(SetIndexBinder binder, DynamicMetaObject[] indexes, DynamicMetaObject value) =>
            Answer(nameof(DynamicAnswers.SetIndex), IsValue, Self);

        static DynamicMetaObject Answer(string method, BindingRestrictions restrictions, params Expression[] arguments) =>
            new(Expression.Convert(Expression.Call(Method(method), arguments), typeof(object)), restrictions);

        static UnaryExpression Boxed(DynamicMetaObject x) => Expression.Convert(x.Expression, typeof(object));

        static MethodInfo Method(string name) => typeof(DynamicAnswers).GetMethod(name)!;
    }
}
