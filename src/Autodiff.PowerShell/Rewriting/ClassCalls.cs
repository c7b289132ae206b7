using System.Management.Automation.Language;

namespace Autodiff.PowerShell.Rewriting;

/// <summary>Members of instances of classes, <c>[Model]::new()</c>, static methods, and <c>([Base] $this).Method()</c>.</summary>
sealed class ClassCalls : Trap
{
    static readonly ClassCalls instance = new();
    static readonly Operation stand = new("Standing", x => Instance.Of(x) ?? x), length = new("Standing", x => Texts.Given(x) ?? Instance.Of(x) ?? x), open = new("Open", _ => Collections.AreOpen);

    /// <summary><c>$model.rate</c></summary>
    public static ClassCalls? In(MemberExpressionAst node) => node.Static || Syntax.IsConstant(node.Expression) || node.Expression is TypeExpressionAst ? null : instance;

    public static ClassCalls? In(InvokeMemberExpressionAst node) => node.Member is StringConstantExpressionAst && Class(node) is not null ? instance : null;

    public override Ast Replace(Ast node, TreeRewriter tree)
    {
        if (node is not InvokeMemberExpressionAst call)
        {
            var member = (MemberExpressionAst)node;
            var asked = member.Member is StringConstantExpressionAst { Value: var property } && property.Equals("Length", StringComparison.OrdinalIgnoreCase) ? length : stand;
            return tree.With(node, (nameof(member.Expression), asked.Call(member.Expression.Extent, tree.Rewrite(member.Expression))));
        }
        var type = Class(call)!;
        string name = ((StringConstantExpressionAst)call.Member).Value;
        ExpressionAst[] x = [.. (call.Arguments ?? Enumerable.Empty<ExpressionAst>()).Select(tree.Rewrite)];
        var run = call.Static
            ? new Operation(name, (Func<object?[], object?>)(a => name.Equals("new", StringComparison.OrdinalIgnoreCase) ? Instance.New(type, a)
                : type.Method(name, a, true) is var (of, method) ? Instance.Run(of, method, null, a)
                : throw new AdException($"[{type.Type.Name}] has no static method {name} with {a.Length} parameters that can be traced.", ErrorId.NoEqual)))
            : new Operation(name, (Func<object?[], object?>)(a => Instance.CallAs(Instance.Of(a[0])!, type, name, a[1..])));
        // Outside of a trace the expression stands as it is, errors included.
        return Syntax.Choice(node.Extent, open.Call(node.Extent, new ConstantExpressionAst(node.Extent, 0)), run.Call(node.Extent, call.Static ? x : [tree.Rewrite(Converted(call)!.Child), .. x]), (ExpressionAst)tree.With(node));
    }

    static ScriptClass? Class(InvokeMemberExpressionAst node) =>
        ScriptClass.Of((node.Static ? (node.Expression as TypeExpressionAst)?.TypeName : Converted(node)?.Type.TypeName)?.GetReflectionType());

    static ConvertExpressionAst? Converted(InvokeMemberExpressionAst node) => node.Expression is ParenExpressionAst paren ? Syntax.Pure(paren.Pipeline) as ConvertExpressionAst : null;
}
