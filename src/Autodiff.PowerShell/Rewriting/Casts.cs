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
        : !Numbers.Takes(node.Type.TypeName.GetReflectionType()) ? null
        : TypedVariables.IsTarget(node) ? TypedVariables.Instance
        : Syntax.IsConstant(node.Child) ? null : instance;

    public override Ast Replace(Ast node, TreeRewriter tree)
    {
        var cast = (ConvertExpressionAst)node;
        return To(cast.Type.TypeName.GetReflectionType()!).Call(cast.Extent, tree.Rewrite(cast.Child));
    }

    static Operation To(Type type) => operations.GetOrAdd(type, static t => new("Cast", x => Numbers.Convert(x, t) ?? LanguagePrimitives.ConvertTo(x, t, CultureInfo.InvariantCulture)));
}
