using System.Management.Automation.Language;

namespace Autodiff.PowerShell.Rewriting;

/// <summary>
/// Methods of .NET objects that would not find a value, and methods of blocks: <c>$table.ContainsKey($n)</c>, <c>$array.IndexOf($n)</c>, <c>$block.Invoke($x)</c>.
/// </summary>
sealed class Calls : Trap
{
    static readonly HashSet<string> keyed = new(["ContainsKey", "Contains", "ContainsValue", "IndexOf", "LastIndexOf", "Remove", "get_Item", "set_Item", "TryGetValue", "GetValueOrDefault"], StringComparer.OrdinalIgnoreCase);
    static readonly HashSet<string> invoking = new(["Invoke", "InvokeReturnAsIs", "InvokeWithContext", "GetNewClosure"], StringComparer.OrdinalIgnoreCase);

    static readonly Calls instance = new();

    public static Calls? In(InvokeMemberExpressionAst node) => !node.Static && node.Member is StringConstantExpressionAst { Value: var name } && (TakesKey(name) || invoking.Contains(name)) ? instance : null;

    /// <summary>Whether a method compares its first argument with the content of a table or list.</summary>
    public static bool TakesKey(string method) => keyed.Contains(method);

    public override Ast Replace(Ast node, TreeRewriter tree) =>
        tree.With(node, (nameof(InvokeMemberExpressionAst.Expression), Receiver.Of(tree.Rewrite(((InvokeMemberExpressionAst)node).Expression))));
}
