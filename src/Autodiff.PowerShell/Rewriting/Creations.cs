using System.Management.Automation.Language;

namespace Autodiff.PowerShell.Rewriting;

/// <summary><c>[double[]]::new($n)</c>, <c>[List[double]]::new()</c> and their like: while a trace is under way they make <see cref="Collections"/>.</summary>
sealed class Creations : Trap
{
    static readonly Creations instance = new();
    static readonly Operation open = new("Open", _ => Collections.AreOpen);
    static readonly System.Collections.Concurrent.ConcurrentDictionary<Type, Operation> making = new();

    public static Trap? In(InvokeMemberExpressionAst node) =>
        node is { Static: true, Expression: TypeExpressionAst type, Member: StringConstantExpressionAst { Value: var name } }
        && name.Equals("new", StringComparison.OrdinalIgnoreCase) && type.TypeName.GetReflectionType() is var t && (Collections.Element(t) is not null || Collections.IsSet(t)) ? instance : null;

    // Outside a trace the expression is unchanged, including its errors.
    public override Ast Replace(Ast node, TreeRewriter tree)
    {
        var call = (InvokeMemberExpressionAst)node;
        var make = making.GetOrAdd(((TypeExpressionAst)call.Expression).TypeName.GetReflectionType()!, static t => new("New", (Func<object?[], object?>)(x => Collections.New(t, x))));
        return Syntax.Choice(node.Extent, open.Call(node.Extent, new ConstantExpressionAst(node.Extent, 0)),
            make.Call(node.Extent, [.. (call.Arguments ?? Enumerable.Empty<ExpressionAst>()).Select(tree.Rewrite)]), (ExpressionAst)tree.With(node));
    }
}
