using System.Management.Automation.Language;

namespace Autodiff.PowerShell.Rewriting;

/// <summary>
/// Code that is text: <c>Invoke-Expression</c>, <c>[scriptblock]::Create(…)</c>. If numbers in it are those of traced values, their derivatives would be lost, so this is an
/// error. Which numbers became text is known; how they came into the code is not.
/// </summary>
sealed class CodeTexts : Trap
{
    static readonly HashSet<string> commands = new(["Invoke-Expression", "iex"], StringComparer.OrdinalIgnoreCase);
    static readonly CodeTexts instance = new();
    static readonly Operation code = new("Code", Checked);

    public static CodeTexts? In(CommandAst node) => commands.Contains(node.GetCommandName() ?? "") && node.CommandElements.Skip(1).Any(e => e is ExpressionAst && !Syntax.IsConstant(e)) ? instance : null;

    public static CodeTexts? In(InvokeMemberExpressionAst node) =>
        node is { Static: true, Expression: TypeExpressionAst { TypeName: var type }, Member: StringConstantExpressionAst { Value: var name }, Arguments: [var text] }
        && name.Equals("Create", StringComparison.OrdinalIgnoreCase) && type.GetReflectionType() == typeof(System.Management.Automation.ScriptBlock) && !Syntax.IsConstant(text) ? instance : null;

    public override Ast Replace(Ast node, TreeRewriter tree) => node is InvokeMemberExpressionAst call
        ? tree.With(node, (nameof(call.Arguments), call.Arguments.Select(a => Check(a, tree)).ToList()))
        : tree.With(node, (nameof(CommandAst.CommandElements), ((CommandAst)node).CommandElements.Select((e, i) => i > 0 && e is ExpressionAst x && !Syntax.IsConstant(x) ? Check(x, tree) : tree.Rewrite(e)).ToList()));

    static ExpressionAst Check(ExpressionAst e, TreeRewriter tree) => code.Call(e.Extent, tree.Rewrite(e));

    static object? Checked(object? x)
    {
        if (PowerShellHost.Bare(x) is not string text) return x;
        var tree = Parser.ParseInput(text, out _, out _);
        if (tree.Find(n => n is ConstantExpressionAst and not StringConstantExpressionAst && (Texts.IsOfTraced(n.Extent.Text) || n.Parent is UnaryExpressionAst { TokenKind: TokenKind.Minus } && Texts.IsOfTraced("-" + n.Extent.Text)), true) is { } number)
            throw new AdException($"The code '{(text.Length > 60 ? text[..60] + "…" : text)}' is text in which {number.Extent.Text} is the number of a traced value, whose derivative would be lost. Write a script block with a parameter, as in & {{ param($y) 2 * $y }} $x.", ErrorId.TracedCode);
        return x;
    }
}
