using System.Management.Automation.Language;

namespace Autodiff.PowerShell.Rewriting;

/// <summary>
/// <c>Where-Object Price -lt $x</c>, which does not ask <c>$x</c>, and <c>Where-Object Price</c>: they become <c>Where-Object { $_.Price -lt $x }</c> and <c>{
/// $_.Price }</c>.
/// </summary>
sealed class SimpleFilters : Trap
{
    static readonly HashSet<string> names = new(["Where-Object", "where", "?"], StringComparer.OrdinalIgnoreCase);

    static readonly Dictionary<string, TokenKind> operators = new(StringComparer.OrdinalIgnoreCase)
    {
        ["eq"] = TokenKind.Ieq,
        ["ne"] = TokenKind.Ine,
        ["lt"] = TokenKind.Ilt,
        ["le"] = TokenKind.Ile,
        ["gt"] = TokenKind.Igt,
        ["ge"] = TokenKind.Ige,
    };

    static readonly SimpleFilters instance = new();

    public static SimpleFilters? In(CommandAst node) => names.Contains(node.GetCommandName() ?? "") && node.CommandElements switch
    {
        [_, StringConstantExpressionAst] => true,
        [_, StringConstantExpressionAst, CommandParameterAst { Argument: null, ParameterName: var name }, VariableExpressionAst { Splatted: false } value] => operators.ContainsKey(name) && !Syntax.IsConstant(value),
        _ => false,
    } ? instance : null;

    public override Ast Replace(Ast node, TreeRewriter tree)
    {
        var command = (CommandAst)node;
        var property = (StringConstantExpressionAst)command.CommandElements[1];
        var at = property.Extent;
        ExpressionAst test = new MemberExpressionAst(at, new VariableExpressionAst(at, "_", false), (CommandElementAst)property.Copy(), @static: false);
        if (command.CommandElements is [_, _, CommandParameterAst operation, ExpressionAst value]) test = Comparisons.Of(at, test, operators[operation.ParameterName], tree.Rewrite(value));
        var block = new ScriptBlockAst(at, null, new StatementBlockAst(at, [Syntax.Pipeline(test)], null), isFilter: false);
        return tree.With(node, (nameof(CommandAst.CommandElements), (List<CommandElementAst>)[tree.Rewrite(command.CommandElements[0]), new ScriptBlockExpressionAst(at, block)]));
    }
}
