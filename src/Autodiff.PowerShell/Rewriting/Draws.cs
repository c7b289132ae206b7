using System.Management.Automation.Language;

namespace Autodiff.PowerShell.Rewriting;

/// <summary>What gives another answer each time: <c>Get-Random</c>, <c>Get-Date</c>, <c>[datetime]::Now</c>, <c>[guid]::NewGuid()</c>, <c>[Random]::new()</c>, <c>New-Object Random</c>. They run at the trace, and their answer is a constant of the path, so a warning names the line once.</summary>
sealed class Draws(string drawn, int line) : Trap
{
    static readonly HashSet<string> commands = new(["Get-Random", "Get-SecureRandom", "Get-Date", "Get-Uptime", "New-Guid"], StringComparer.OrdinalIgnoreCase);

    readonly Warning warning = new(line);

    public static Draws? In(CommandAst node) =>
        node.InvocationOperator != TokenKind.Unknown || node.GetCommandName() is not { } name ? null
        : commands.Contains(name) ? new(name, node.Extent.StartLineNumber)
        : MakesRandom(node) ? new(name + " Random", node.Extent.StartLineNumber) : null;

    /// <summary><c>[datetime]::Now</c></summary>
    public static Draws? In(MemberExpressionAst node)
    {
        if (node is not { Static: true, Expression: TypeExpressionAst { TypeName: var type }, Member: StringConstantExpressionAst { Value: var name } } || type.GetReflectionType() is not { } t) return null;
        bool draws = (t == typeof(Random) || t == typeof(Guid)) && node is InvokeMemberExpressionAst { Arguments: null or { Count: 0 } }
            ? name.ToUpperInvariant() is "NEW" && t == typeof(Random) || name.ToUpperInvariant() is "NEWGUID"
            : node is not InvokeMemberExpressionAst && (name.ToUpperInvariant() is "NOW" or "UTCNOW" or "TODAY" && (t == typeof(DateTime) || t == typeof(DateTimeOffset)) || name.ToUpperInvariant() is "SHARED" && t == typeof(Random));
        return draws ? new($"[{type.FullName}]::{name}", node.Extent.StartLineNumber) : null;
    }

    // Without a seed.
    static bool MakesRandom(CommandAst node) =>
        node.CommandElements is [StringConstantExpressionAst { Value: var name }, .., StringConstantExpressionAst { Value: var type }] && name.Equals("New-Object", StringComparison.OrdinalIgnoreCase)
        && (node.CommandElements.Count == 2 || node.CommandElements is [_, CommandParameterAst, _]) && type.ToUpperInvariant() is "RANDOM" or "SYSTEM.RANDOM";

    // & (the name, with a warning) …
    public override Ast Replace(Ast node, TreeRewriter tree)
    {
        if (node is MemberExpressionAst) return new Operation("Drawn", Tell).Call(node.Extent, (ExpressionAst)tree.With(node));
        var name = ((CommandAst)node).CommandElements[0];
        var told = new Operation("Drawn", Tell).Call(name.Extent, (ExpressionAst)name.Copy());
        return tree.With(node,
            (nameof(CommandAst.CommandElements), ((CommandAst)node).CommandElements.Select((e, i) => i == 0 ? told : tree.Rewrite(e)).ToList()),
            (nameof(CommandAst.InvocationOperator), TokenKind.Ampersand));
    }

    object? Tell(object? x)
    {
        warning.Show($"{drawn} runs only while the function is traced, and its result becomes a constant. Pass the result as an argument{(drawn.Contains("Random", StringComparison.OrdinalIgnoreCase) ? ", or use [Ad]::RandomUniform with a key" : "")}.");
        return x;
    }
}
