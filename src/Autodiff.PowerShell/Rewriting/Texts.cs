using System.Collections;
using System.Management.Automation.Language;
using Autodiff.Tracing.Paths;

namespace Autodiff.PowerShell.Rewriting;

/// <summary>Where text is made of an operand: a traced value has none yet. Inside <c>throw</c> it has, that of this very call: the error ends the trace.</summary>
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

    /// <summary>The error of a traced value that was to be text.</summary>
    public static AdException Error(string what) =>
        new($"{what}, but what is traced has no text until it runs: [Ad]::Print(format, $x) prints it then. Facts such as $x.Shape and $x.DType are known.", ErrorId.TracedText);

    /// <summary>Whether a node is part of what is thrown.</summary>
    public static bool IsThrown(Ast node)
    {
        for (var above = node.Parent; above is not null and not ScriptBlockAst; above = above.Parent)
            if (above is ThrowStatementAst) return true;
        return false;
    }

    /// <summary>An expression whose value, where it is traced, is that of this very call.</summary>
    public static ExpressionAst Told(ExpressionAst e) => telling.operand.Call(e.Extent, e);

    /// <summary>The object, if it is not traced and holds nothing that is.</summary>
    /// <exception cref="AdException">It is, or does.</exception>
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
