using System.Management.Automation.Language;

namespace Autodiff.PowerShell.Rewriting;

/// <summary>Properties of an expression that are known before it runs.</summary>
static class Syntax
{
    // The reference assembly lacks it.
    static readonly Type choice = typeof(Ast).Assembly.GetType("System.Management.Automation.Language.TernaryExpressionAst", throwOnError: true)!;

    /// <summary><c>condition ? yes : no</c></summary>
    public static ExpressionAst Choice(IScriptExtent at, ExpressionAst condition, ExpressionAst yes, ExpressionAst no) => (ExpressionAst)Activator.CreateInstance(choice, at, condition, yes, no)!;

    /// <summary>Whether it is a literal number or text, and so never a value.</summary>
    public static bool IsConstant(Ast node) => node switch
    {
        ConstantExpressionAst => true,
        ParenExpressionAst { Pipeline: PipelineAst { PipelineElements: [CommandExpressionAst { Expression: var inner }] } } => IsConstant(inner),
        UnaryExpressionAst { TokenKind: TokenKind.Minus or TokenKind.Plus, Child: var inner } => IsConstant(inner),
        VariableExpressionAst v => v.VariablePath.UserPath.ToUpperInvariant() is "TRUE" or "FALSE" or "NULL",
        _ => false,
    };

    /// <summary>Whether it is a literal number.</summary>
    public static bool IsNumber(Ast node) => node switch
    {
        StringConstantExpressionAst or VariableExpressionAst => false,
        ParenExpressionAst { Pipeline: PipelineAst { PipelineElements: [CommandExpressionAst { Expression: var inner }] } } => IsNumber(inner),
        UnaryExpressionAst { Child: var inner } => IsConstant(node) && IsNumber(inner),
        _ => IsConstant(node),
    };

    /// <summary>Whether it is a literal [double], or the result of a function of [Math] that gives no other type.</summary>
    public static bool IsFloat(Ast node) => node switch
    {
        ConstantExpressionAst { Value: double } => true,
        ParenExpressionAst { Pipeline: PipelineAst { PipelineElements: [CommandExpressionAst { Expression: var inner }] } } => IsFloat(inner),
        UnaryExpressionAst { TokenKind: TokenKind.Minus or TokenKind.Plus, Child: var inner } => IsFloat(inner),
        InvokeMemberExpressionAst { Static: true, Expression: TypeExpressionAst type, Member: StringConstantExpressionAst { Value: var name } } => type.TypeName.GetReflectionType() is { } t
            && (t == typeof(Ad) || t == typeof(Math) && Array.TrueForAll(Array.FindAll(t.GetMethods(), m => m.Name.Equals(name, StringComparison.OrdinalIgnoreCase)), m => m.ReturnType == typeof(double))),
        _ => false,
    };

    /// <summary>Whether it cannot be a list, text or null: a number, or the result of arithmetic on numbers and values.</summary>
    public static bool IsScalar(Ast node) => IsNumber(node) || node switch
    {
        BinaryExpressionAst { Operator: TokenKind.Minus or TokenKind.Divide or TokenKind.Rem } => true,
        UnaryExpressionAst { TokenKind: TokenKind.Minus } => true,
        ParenExpressionAst { Pipeline: PipelineAst { PipelineElements: [CommandExpressionAst { Expression: var inner }] } } => IsScalar(inner),
        InvokeMemberExpressionAst { Static: true, Expression: TypeExpressionAst type } => type.TypeName.GetReflectionType() is { } t && (t == typeof(Math) || t == typeof(Ad)),
        _ => false,
    };

    /// <summary>The expression of a pipeline; null if it runs commands.</summary>
    public static ExpressionAst? Pure(Ast pipeline) => pipeline switch
    {
        CommandExpressionAst { Redirections.Count: 0, Expression: var e } => e,
        PipelineAst { PipelineElements: [CommandExpressionAst { Redirections.Count: 0, Expression: var e }] } => e,
        _ => null,
    };

    /// <summary>A pipeline with one expression.</summary>
    public static PipelineAst Pipeline(ExpressionAst expression) => new(expression.Extent, new CommandExpressionAst(expression.Extent, expression, null));

    /// <summary>The output of a pipeline, as one expression.</summary>
    public static ExpressionAst Result(PipelineBaseAst original, TreeRewriter tree) =>
        Pure(original) is { } e ? tree.Rewrite(e) : new ParenExpressionAst(original.Extent, tree.Rewrite(original));
}
