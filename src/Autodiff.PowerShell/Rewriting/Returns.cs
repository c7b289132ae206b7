using System.Management.Automation.Language;

namespace Autodiff.PowerShell.Rewriting;

/// <summary><c>return</c> in a method of a class, whose other output is dropped, and the call of the constructor above.</summary>
sealed class Returns(ScriptClass type) : Trap
{
    static readonly Operation returned = new("Returned", x => new Instance.Returned(x));

    /// <summary>An expression whose value is returned.</summary>
    public static ExpressionAst Of(ExpressionAst e) => returned.Call(e.Extent, e);

    public override Ast Replace(Ast node, TreeRewriter tree)
    {
        if (node is ReturnStatementAst { Pipeline: { } pipeline }) return new ReturnStatementAst(node.Extent, Syntax.Pipeline(Of(Syntax.Result(pipeline, tree))));
        var call = (BaseCtorInvokeMemberExpressionAst)node;
        var construct = new Operation("Construct", (Func<object?[], object?>)(x =>
        {
            var made = (Instance)PowerShellHost.Bare(x[0])!;
            if (type.Base is { } above) made.Construct(above, x[1..]);
            made.Initialize(type);
            return null;
        }));
        return construct.Call(node.Extent, [new VariableExpressionAst(node.Extent, "this", splatted: false), .. (call.Arguments ?? Enumerable.Empty<ExpressionAst>()).Select(tree.Rewrite)]);
    }
}
