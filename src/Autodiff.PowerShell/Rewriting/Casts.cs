using System.Collections.Concurrent;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace Autodiff.PowerShell.Rewriting;

/// <summary>Casts: <c>[double]$x</c>, other numeric types, and arrays of them. A value stays traced.</summary>
sealed class Casts : Trap
{
    static readonly Casts instance = new();
    static readonly ConcurrentDictionary<Type, Operation> operations = new();

    public static Trap? In(ConvertExpressionAst node) =>
        TypedVariables.IsText(node.Type) ? TypedVariables.IsTarget(node) ? TypedVariables.Instance : Texts.In(node)
        : IsOther(node.Type.TypeName.GetReflectionType()) ? TypedVariables.IsTarget(node) || Syntax.IsConstant(node.Child) ? null : instance
        : !Numbers.Takes(node.Type.TypeName.GetReflectionType()) ? null
        : TypedVariables.IsTarget(node) ? TypedVariables.Instance
        : Syntax.IsConstant(node.Child) ? null : instance;

    public override Ast Replace(Ast node, TreeRewriter tree)
    {
        var cast = (ConvertExpressionAst)node;
        return To(cast.Type.TypeName.GetReflectionType()!).Call(cast.Extent, tree.Rewrite(cast.Child));
    }

    // Numbers without a derivative: characters and those of any length.
    static bool IsOther(Type? type) => type == typeof(char) || type == typeof(System.Numerics.BigInteger);

    static Operation To(Type type) => IsOther(type) ? operations.GetOrAdd(type, static t => new("Cast", x => LanguagePrimitives.ConvertTo(Texts.Passed(x, $"[{(t == typeof(char) ? "char" : "bigint")}]"), t, CultureInfo.InvariantCulture))) : operations.GetOrAdd(type, static t => new("Cast", x => Numbers.Convert(x, t) ?? LanguagePrimitives.ConvertTo(x, t, CultureInfo.InvariantCulture)));
}
