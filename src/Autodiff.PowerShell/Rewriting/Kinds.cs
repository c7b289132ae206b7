using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace Autodiff.PowerShell.Rewriting;

/// <summary>
/// What kind of object a value is: <c>-is</c>, <c>-as</c>, <c>.GetType()</c>, <c>.pstypenames</c>. The answers are those of the number or array that PowerShell would see. So an
/// empty one of the same type stands for it.
/// </summary>
sealed class Kinds : Trap
{
    static readonly Kinds instance = new();
    static readonly Operation seen = new("Seen", (x, type) => Seen(x, PowerShellHost.Bare(type) as Type)), hashed = new("Hashed", x => Values.Traced(x) is { } v ? Numbers.Pinned(v) : x);
    static readonly Operation changed = new("Changed", x => Values.Traced(x) is not { } v ? x : throw new AdException(
        $"-as: a traced value ({v.Type}) has no number until the function runs. Use a cast, such as [double]$x or [Ad]::Cast($x, 'f64'), which keeps it traced.", ErrorId.TypeOfValue));

    public static Kinds? In(BinaryExpressionAst node) => Syntax.IsConstant(node.Left) || typeof(Value).IsAssignableFrom(Named(node.Right)) ? null : instance;

    /// <summary><c>$x.GetType()</c>, <c>$x.GetTypeCode()</c>, <c>$x.GetHashCode()</c></summary>
    public static Kinds? In(InvokeMemberExpressionAst node) =>
        node is { Static: false, Member: StringConstantExpressionAst { Value: var name }, Arguments: null or { Count: 0 } } && name.ToUpperInvariant() is "GETTYPE" or "GETTYPECODE" or "GETHASHCODE" && !Syntax.IsConstant(node.Expression) ? instance : null;

    /// <summary><c>$x.pstypenames</c>, <c>$x.psobject.TypeNames</c></summary>
    public static Kinds? In(MemberExpressionAst node) => node is { Static: false, Member: StringConstantExpressionAst { Value: var name } } && !Syntax.IsConstant(node.Expression) && node.Expression is not TypeExpressionAst
        && (Is(name, "pstypenames") || Is(name, "psobject") && node.Parent is MemberExpressionAst { Member: StringConstantExpressionAst { Value: var of } } && Is(of, "TypeNames")) ? instance : null;

    public override Ast Replace(Ast node, TreeRewriter tree)
    {
        if (node is MemberExpressionAst member)
        {
            var target = tree.Rewrite(member.Expression);
            bool hashes = member is InvokeMemberExpressionAst && Is(((StringConstantExpressionAst)member.Member).Value, "GetHashCode");
            return tree.With(node, (nameof(member.Expression), hashes ? hashed.Call(target.Extent, target) : seen.Call(target.Extent, target, new ConstantExpressionAst(target.Extent, typeof(object)))));
        }
        var b = (BinaryExpressionAst)node;
        var left = tree.Rewrite(b.Left);
        if (b.Operator != TokenKind.As) return tree.With(node, (nameof(b.Left), seen.Call(left.Extent, left, b.Right is TypeExpressionAst or VariableExpressionAst ? (ExpressionAst)b.Right.Copy() : new ConstantExpressionAst(b.Right.Extent, typeof(object)))));
        return Named(b.Right) is { } type && Numbers.Takes(type) ? new Operation("As", x => As(x, type)).Call(node.Extent, left) : tree.With(node, (nameof(b.Left), changed.Call(left.Extent, left)));
    }

    /// <summary>What stands for an object when it is asked for its type.</summary>
    static object? Seen(object? x, Type? wanted)
    {
        if (Instance.Of(x) is { Blank: var blank }) return blank;
        if (Collections.TypeOf(x) is { } type) return type.IsArray ? Array.CreateInstance(type.GetElementType()!, new int[type.GetArrayRank()]) : Activator.CreateInstance(type);
        if (Values.Traced(x) is not { } v) return x;
        if (v.Rank == 0) return Activator.CreateInstance(Numbers.KindOf(v));
        if (v.Rank == 1) return Array.CreateInstance(v.DType.ElementType, 0);
        return wanted is { IsArray: true } ? throw new AdException($"-is: an array of shape {v.Type.Shape} may have been given as arrays in an array or as a matrix. Test $x.Rank instead, or declare the type of the parameter, such as [double[,]].", ErrorId.TypeOfValue) : Array.Empty<object>();
    }

    static object? As(object? x, Type type)
    {
        try
        {
            return Numbers.Convert(x, type) ?? (LanguagePrimitives.TryConvertTo(x, type, CultureInfo.InvariantCulture, out object converted) ? converted : null);
        }
        catch (PSInvalidCastException)
        {
            return null;
        }
    }

    static Type? Named(ExpressionAst right) => (right as TypeExpressionAst)?.TypeName.GetReflectionType();

    static bool Is(string name, string other) => name.Equals(other, StringComparison.OrdinalIgnoreCase);
}
