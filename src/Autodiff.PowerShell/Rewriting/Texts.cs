using System.Collections;
using System.Management.Automation.Language;
using Autodiff.Tracing.Paths;

namespace Autodiff.PowerShell.Rewriting;

/// <summary>
/// Conversions of an operand to text: a traced value has no text yet. Inside of <c>throw</c> it has the text in the current call, because the error ends the trace.
/// </summary>
sealed class Texts : Trap
{
    static readonly Texts refusing = new(Refuse), telling = new(Tell);

    readonly Operation operand;

    Texts(Func<object?, object?> apply) => operand = new("Text", apply);

    /// <summary><c>"…$x…"</c></summary>
    public static Texts In(ExpandableStringExpressionAst node) => For(node);

    /// <summary><c>-f -join -like -match -replace -split</c></summary>
    public static Texts? In(BinaryExpressionAst node) => Syntax.IsConstant(node.Left) && Syntax.IsConstant(node.Right) ? null : For(node);

    /// <summary><c>-join</c> and <c>-split</c> with one operand.</summary>
    public static Texts? In(UnaryExpressionAst node) => Syntax.IsConstant(node.Child) ? null : For(node);

    public override Ast Replace(Ast node, TreeRewriter tree) => node switch
    {
        ExpandableStringExpressionAst text => tree.With(node, (nameof(ExpandableStringExpressionAst.NestedExpressions), text.NestedExpressions.Select(e => Text(e, tree)).ToList())),
        BinaryExpressionAst b => tree.With(node, (nameof(BinaryExpressionAst.Left), Text(b.Left, tree)), (nameof(BinaryExpressionAst.Right), Text(b.Right, tree))),
        _ => tree.With(node, (nameof(UnaryExpressionAst.Child), Text(((UnaryExpressionAst)node).Child, tree))),
    };

    /// <summary>The error for a traced value that would be converted to text.</summary>
    public static AdException Error(string what) =>
        new($"{what}, but what is traced has no text until it runs: [Ad]::Print(format, $x) prints it then. Facts such as $x.Shape and $x.DType are known.", ErrorId.TracedText);

    /// <summary>Whether a node is part of a throw statement.</summary>
    public static bool IsThrown(Ast node)
    {
        for (var above = node.Parent; above is not null and not ScriptBlockAst; above = above.Parent)
            if (above is ThrowStatementAst) return true;
        return false;
    }

    /// <summary>An expression whose traced value is replaced by that in the current call.</summary>
    public static ExpressionAst Told(ExpressionAst e) => telling.operand.Call(e.Extent, e);

    /// <summary>The object, if it is not traced and holds no traced value.</summary>
    /// <exception cref="AdException">The object is traced or holds a traced value.</exception>
    public static object? Refuse(object? x)
    {
        var traced = Values.Traced(x) ?? Values.ListOfTraced(x)?.Cast<object?>().Select(Values.Traced).First(v => v is not null);
        return traced is null ? x : throw Error($"A traced value ({traced.Type}) was given where text is made");
    }

    static Texts For(Ast node) => IsThrown(node) ? telling : refusing;

    ExpressionAst Text(ExpressionAst e, TreeRewriter tree) => Syntax.IsConstant(e) ? tree.Rewrite(e) : operand.Call(e.Extent, tree.Rewrite(e));

    static object? Tell(object? x) => Values.Traced(x) is { } v ? Conditions.Concrete(v)
        : Values.ListOfTraced(x) is { } list ? list.Cast<object?>().Select(Tell).ToArray()
        : x;
}
