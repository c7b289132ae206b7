using System.Collections;
using System.Management.Automation.Language;
using System.Text;

namespace Autodiff.PowerShell.Rewriting;

/// <summary>
/// Methods of .NET objects that would not find a value or store it as it is, methods of blocks, and methods of classes: <c>$table.ContainsKey($n)</c>, <c>$list.Add($x)</c>,
/// <c>$block.Invoke($x)</c>, <c>$model.Loss($x)</c>.
/// </summary>
sealed class Calls : Trap
{
    static readonly HashSet<string> keyed = new(["ContainsKey", "Contains", "ContainsValue", "IndexOf", "LastIndexOf", "Remove", "get_Item", "set_Item", "TryGetValue", "GetValueOrDefault"], StringComparer.OrdinalIgnoreCase);

    // Methods of arrays that a tensor lacks. A copy is an array whose elements can be changed.
    static readonly HashSet<string> ofArrays = new(["Clone", "Contains", "IndexOf", "LastIndexOf", "GetValue"], StringComparer.OrdinalIgnoreCase);
    static readonly Operation array = new("Array", x => Values.Traced(x) is { Rank: > 0 } v ? Rows.Of(v) : x);

    // Methods of text that numbers lack.
    static readonly HashSet<string> ofText = new(typeof(string).GetMethods().Select(m => m.Name).Except(typeof(double).GetMethods().Select(m => m.Name)), StringComparer.OrdinalIgnoreCase);
    static readonly Operation text = new("Text", x => Texts.Given(x) ?? x);

    static readonly Calls instance = new();

    public static Calls? In(InvokeMemberExpressionAst node) => !node.Static && node.Member is StringConstantExpressionAst { Value: var name } && (Compares(name) || !Syntax.IsConstant(node.Expression) || node.Expression is StringConstantExpressionAst && node.Arguments?.All(Syntax.IsConstant) == false) ? instance : null;

    /// <summary>Whether a method compares its first argument with the content of a table or list.</summary>
    public static bool TakesKey(string method) => keyed.Contains(method);

    /// <summary>Whether a method compares its object with its argument.</summary>
    public static bool Compares(string method) => method.Equals("Equals", StringComparison.OrdinalIgnoreCase) || method.Equals("CompareTo", StringComparison.OrdinalIgnoreCase);

    /// <summary>The argument of a method that stores it in a collection, as the collection holds it.</summary>
    public static object? Argument(object target, string method, int at, int count, object? x) => method.ToUpperInvariant() switch
    {
        "ADD" when at == 0 && PowerShellHost.Bare(target) is var t && (t is IDictionary || Collections.IsSet(t!.GetType())) => Receiver.Key(target, x),
        "ADD" or "ENQUEUE" or "PUSH" or "INSERT" when at == count - 1 => Collections.Stored(target, x),
        "ADDRANGE" or "INSERTRANGE" when at == count - 1 => Values.Of(x) is { Rank: > 0 } v ? Rows.Of(v)
            : Collections.IsOpen(target) && PowerShellHost.Bare(x) is IEnumerable items and not string ? items.Cast<object?>().Select(i => Collections.Stored(target, i)).ToArray() : x,
        "SETVALUE" when at == 0 => Collections.Stored(target, x),
        // Their results are text and times, which have no derivative.
        _ when PowerShellHost.Bare(target) is string or StringBuilder or DateTime or DateTimeOffset or TimeSpan => Texts.Passed(x, $"{PowerShellHost.Bare(target)!.GetType().Name}.{method}"),
        _ => at == 0 && TakesKey(method) ? Receiver.Key(target, x) : x,
    };

    public override Ast Replace(Ast node, TreeRewriter tree)
    {
        var call = (InvokeMemberExpressionAst)node;
        var target = tree.Rewrite(call.Expression);
        string name = ((StringConstantExpressionAst)call.Member).Value;
        if (ofText.Contains(name)) target = text.Call(target.Extent, target);
        if (name.Equals("SetValue", StringComparison.OrdinalIgnoreCase)) target = IndexExpressions.Changed(target);
        else if (ofArrays.Contains(name)) target = array.Call(target.Extent, target);
        return tree.With(node, (nameof(call.Expression), Compares(name) ? Receiver.Compared(target) : Receiver.Of(target)));
    }
}
