using System.Collections;
using System.Dynamic;
using System.Linq.Expressions;
using System.Management.Automation;
using System.Management.Automation.Internal;
using System.Management.Automation.Language;

namespace Autodiff.PowerShell.Rewriting;

/// <summary>
/// The object whose element or method is asked for, if it is not a value. An array or table takes the .NET number of a value as its index or key. A block is rewritten
/// before it runs. A value binds its own elements and methods.
/// </summary>
sealed class Receiver(object target) : IDynamicMetaObjectProvider
{
    static readonly Operation wrap = new("Receiver", x => PowerShellHost.Bare(x) is null or Value ? x : new Receiver(x!));

    /// <summary>The object that is indexed or called; a block is rewritten.</summary>
    public object Target => PowerShellHost.Bare(target) is ScriptBlock block ? Rewriter.Rewrite(block) : target;

    static readonly Operation wrapAny = new("Receiver", x => PowerShellHost.Bare(x) is null ? x : new Receiver(x!));

    /// <summary>Makes a receiver in a tree whose method compares it with a number.</summary>
    public static ExpressionAst Compared(ExpressionAst target) => wrapAny.Call(target.Extent, target);

    /// <summary>Makes a receiver in a tree.</summary>
    public static ExpressionAst Of(ExpressionAst target) => wrap.Call(target.Extent, target);

    /// <summary>The integer of an argument, which may be traced.</summary>
    public static int Integer(object? x) => LanguagePrimitives.ConvertTo<int>(Key(x));

    /// <summary>The .NET form of an index or key.</summary>
    public static object? Key(object? x) => PowerShellHost.Bare(x) switch
    {
        Value v => Numbers.Pinned(v),
        object?[] list when Values.ListOf(list) is not null => Array.ConvertAll(list, Key),
        _ => x,
    };

    /// <summary>The .NET form of an index or key of an object. A key of a table is the text that an argument was given as.</summary>
    public static object? Key(object target, object? x) => PowerShellHost.Bare(target) is IDictionary && Texts.Given(x) is { } text ? text : Key(x);

    DynamicMetaObject IDynamicMetaObjectProvider.GetMetaObject(Expression parameter) => new Binder(parameter, this);

    sealed class Binder(Expression expression, Receiver value) : DynamicMetaObject(expression, BindingRestrictions.Empty, value)
    {
        static readonly System.Reflection.MethodInfo key = typeof(Receiver).GetMethod(nameof(Key), [typeof(object), typeof(object)])!;

        Expression Target => Expression.Property(Expression.Convert(Expression, typeof(Receiver)), nameof(Receiver.Target));

        public override DynamicMetaObject BindGetIndex(GetIndexBinder binder, DynamicMetaObject[] indexes) => Ask(binder, indexes.Select(Pinned));

        public override DynamicMetaObject BindSetIndex(SetIndexBinder binder, DynamicMetaObject[] indexes, DynamicMetaObject value) =>
            Ask(binder, [.. indexes.Select(Pinned), Expression.Call(typeof(Collections), nameof(Collections.Stored), null, Target, Boxed(value))]);

        public override DynamicMetaObject BindInvokeMember(InvokeMemberBinder binder, DynamicMetaObject[] args)
        {
            var asked = Ask(binder, args.Select((a, i) => (Expression)Expression.Call(
                typeof(Calls), nameof(Calls.Argument), null, Target, Expression.Constant(binder.Name), Expression.Constant(i), Expression.Constant(args.Length), Boxed(a))));
            if (args.Length == 1 && Calls.Compares(binder.Name))
                asked = new(Expression.Coalesce(Expression.Call(typeof(Order), binder.Name.Equals("Equals", StringComparison.OrdinalIgnoreCase) ? nameof(Order.Same) : nameof(Order.CompareTo), null, Target, Boxed(args[0])), asked.Expression), asked.Restrictions);
            else if (args.Length == 1 && ArrayTable.Finds(binder.Name))
                asked = new(Expression.Coalesce(Expression.Call(typeof(ArrayTable), nameof(ArrayTable.Find), null, Target, Expression.Constant(binder.Name), Boxed(args[0])), asked.Expression), asked.Restrictions);
            else if (args.Length == 0 && binder.Name.Equals("Sort", StringComparison.OrdinalIgnoreCase))
                asked = new(Expression.Condition(Expression.Call(typeof(ArrayTable), nameof(ArrayTable.Sorts), null, Target), Expression.Constant(AutomationNull.Value, typeof(object)), asked.Expression), asked.Restrictions);
            Expression[] call = [Target, Expression.Constant(binder.Name), Expression.NewArrayInit(typeof(object), args.Select(Boxed))];
            return new(Expression.Condition(Expression.Call(typeof(Instance), nameof(Instance.Has), null, call), Expression.Call(typeof(Instance), nameof(Instance.Call), null, call), asked.Expression), asked.Restrictions);
        }

        DynamicMetaObject Ask(DynamicMetaObjectBinder binder, IEnumerable<Expression> arguments) => new(
            Expression.Dynamic(binder, typeof(object), arguments.Prepend(Target)),
            BindingRestrictions.GetExpressionRestriction(Expression.TypeIs(Expression, typeof(Receiver))));

        MethodCallExpression Pinned(DynamicMetaObject x) => Expression.Call(key, Target, Boxed(x));

        static UnaryExpression Boxed(DynamicMetaObject x) => Expression.Convert(x.Expression, typeof(object));
    }
}
