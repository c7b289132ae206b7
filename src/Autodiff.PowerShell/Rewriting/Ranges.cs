using System.Management.Automation.Language;
using Autodiff.Tracing.Paths;

namespace Autodiff.PowerShell.Rewriting;

/// <summary><c>a..$n</c> and keys of a hashtable: the value in the current call is used, and becomes a condition of the path.</summary>
sealed class Ranges : Trap
{
    static readonly Ranges instance = new();
    static readonly Operation pin = new("Pin", x => Values.Of(x) is { } v ? Ad.Pin(v) : x), key = new("Key", x => Values.Of(x) is { } v ? Conditions.Text(v) ?? Ad.Pin(v) : x);

    public static Ranges? In(BinaryExpressionAst node) => Syntax.IsConstant(node.Left) && Syntax.IsConstant(node.Right) ? null : instance;

    public static Ranges? In(HashtableAst node) => node.KeyValuePairs.All(p => Syntax.IsConstant(p.Item1)) ? null : instance;

    /// <summary><c>$table.$n</c></summary>
    public static Ranges? In(MemberExpressionAst node) => Syntax.IsConstant(node.Member) ? null : instance;

    public override Ast Replace(Ast node, TreeRewriter tree) => node switch
    {
        BinaryExpressionAst b => tree.With(node, (nameof(BinaryExpressionAst.Left), Pinned(b.Left, tree, pin)), (nameof(BinaryExpressionAst.Right), Pinned(b.Right, tree, pin))),
        MemberExpressionAst m => tree.With(node, (nameof(MemberExpressionAst.Member), Pinned((ExpressionAst)m.Member, tree, key))),
        _ => new HashtableAst(node.Extent, ((HashtableAst)node).KeyValuePairs.Select(p => Tuple.Create(Pinned(p.Item1, tree, key), tree.Rewrite(p.Item2)))),
    };

    static ExpressionAst Pinned(ExpressionAst e, TreeRewriter tree, Operation pinned) => Syntax.IsConstant(e) ? tree.Rewrite(e) : pinned.Call(e.Extent, tree.Rewrite(e));
}
