using System.Dynamic;
using System.Linq.Expressions;
using System.Management.Automation.Language;

namespace Autodiff.PowerShell.Rewriting;

/// <summary>
/// <c>[Math]::F</c>, <c>[MathF]::F</c>, <c>[double]::F</c> and that of other types of numbers, <c>[object]::Equals</c>, <c>[array]::F</c> and <c>[Linq.Enumerable]::F</c>: the equivalent of F if an argument is a
/// value, otherwise .NET's F.
/// </summary>
sealed class MathCalls : Trap
{
    static readonly MathCalls instance = new();

    public static MathCalls? In(InvokeMemberExpressionAst node) =>
        node is { Static: true, Expression: TypeExpressionAst type, Member: StringConstantExpressionAst { Value: var name }, Arguments.Count: > 0 } && type.TypeName.GetReflectionType() is var t && (IsMath(t) || IsOfArrays(t) || t == typeof(object) && IsEquals(name)) && !node.Arguments.All(Syntax.IsConstant) ? instance : null;

    public override Ast Replace(Ast node, TreeRewriter tree)
    {
        var type = (TypeExpressionAst)((InvokeMemberExpressionAst)node).Expression;
        return tree.With(node, (nameof(InvokeMemberExpressionAst.Expression), new ConstantExpressionAst(type.Extent, new Functions(type.TypeName.GetReflectionType()!))));
    }

    static bool IsOfArrays(Type? type) => type == typeof(Array) || type == typeof(Enumerable);

    static bool IsMath(Type? type) => type == typeof(Math) || type == typeof(MathF) || type == typeof(double) || type == typeof(float) || type == typeof(decimal) || type == typeof(int) || type == typeof(long) || type == typeof(Convert);

    static bool IsEquals(string name) => name.Equals(nameof(Equals), StringComparison.OrdinalIgnoreCase);

    /// <summary>Takes the place of the type.</summary>
    sealed class Functions(Type type) : IDynamicMetaObjectProvider
    {
        public Type Type => type;

        // Linq finds no function for a collection of ours, even if no number in it is traced.
        public bool Takes(object?[] x) => Array.Exists(x, a => Values.Of(a) is not null || Values.ListOf(a) is not null || Texts.NumberOf(a) is not null || type == typeof(Enumerable) && Collections.TypeOf(a) is not null);

        public object? Call(string name, object?[] x) => x.Length == 2 && IsEquals(name) ? Order.Same(x[0], x[1]) ?? Equals(PowerShellHost.Bare(x[0]), PowerShellHost.Bare(x[1]))
            : IsOfArrays(type) ? ArrayTable.Call(type, name, Array.ConvertAll(x, PowerShellHost.Bare))
            : MathTable.Call(type, name, Array.ConvertAll(x, PowerShellHost.Bare));

        DynamicMetaObject IDynamicMetaObjectProvider.GetMetaObject(Expression parameter) => new Binder(parameter, this);
    }

    sealed class Binder(Expression expression, Functions value) : DynamicMetaObject(expression, BindingRestrictions.Empty, value)
    {
        public override DynamicMetaObject BindInvokeMember(InvokeMemberBinder binder, DynamicMetaObject[] args)
        {
            var self = Expression.Convert(Expression, typeof(Functions));
            var x = Array.ConvertAll(args, a => Expression.Convert(a.Expression, typeof(object)));
            var all = Expression.NewArrayInit(typeof(object), x);
            return new(
                Expression.Condition(
                    Expression.Call(self, nameof(Functions.Takes), null, all),
                    Expression.Call(self, nameof(Functions.Call), null, Expression.Constant(binder.Name), all),
                    Expression.Dynamic(binder, typeof(object), [Expression.Property(self, nameof(Functions.Type)), .. x])),
                BindingRestrictions.GetExpressionRestriction(Expression.TypeIs(Expression, typeof(Functions))));
        }
    }
}
