using System.Management.Automation;
using System.Management.Automation.Language;

namespace Autodiff.PowerShell.Rewriting;

/// <summary><c>Select-Object -Unique</c>, which hashes its objects: see <see cref="UniqueTracedCommand"/>. What else the cmdlet does asks no object.</summary>
sealed class Uniques : Trap
{
    static readonly HashSet<string> names = new(["Select-Object", "select"], StringComparer.OrdinalIgnoreCase);
    static readonly CmdletInfo command = new("Select-Object", typeof(UniqueTracedCommand));
    static readonly Uniques instance = new();

    public static Uniques? In(CommandAst node) =>
        names.Contains(node.GetCommandName() ?? "") && node.CommandElements is [_, CommandParameterAst { Argument: null, ParameterName: var name }] && name.Equals("Unique", StringComparison.OrdinalIgnoreCase) ? instance : null;

    public override Ast Replace(Ast node, TreeRewriter tree)
    {
        var elements = ((CommandAst)node).CommandElements;
        return tree.With(node,
            (nameof(CommandAst.CommandElements), (List<CommandElementAst>)[new ConstantExpressionAst(elements[0].Extent, command), tree.Rewrite(elements[1])]),
            (nameof(CommandAst.InvocationOperator), TokenKind.Ampersand));
    }
}
