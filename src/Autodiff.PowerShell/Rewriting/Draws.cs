using System.Management.Automation.Language;

namespace Autodiff.PowerShell.Rewriting;

/// <summary>Commands with another answer each time: <c>Get-Random</c>, <c>Get-Date</c>. They run at the trace, and their answer is a constant of the path, so a warning names the line once.</summary>
sealed class Draws(string command, int line) : Trap
{
    static readonly HashSet<string> commands = new(["Get-Random", "Get-SecureRandom", "Get-Date", "Get-Uptime", "New-Guid"], StringComparer.OrdinalIgnoreCase);

    bool warned;

    public static Draws? In(CommandAst node) =>
        node.InvocationOperator == TokenKind.Unknown && node.GetCommandName() is { } name && commands.Contains(name) ? new(name, node.Extent.StartLineNumber) : null;

    // & (the name, with a warning) …
    public override Ast Replace(Ast node, TreeRewriter tree)
    {
        var name = ((CommandAst)node).CommandElements[0];
        var told = new Operation("Drawn", Tell).Call(name.Extent, (ExpressionAst)name.Copy());
        return tree.With(node,
            (nameof(CommandAst.CommandElements), ((CommandAst)node).CommandElements.Select((e, i) => i == 0 ? told : tree.Rewrite(e)).ToList()),
            (nameof(CommandAst.InvocationOperator), TokenKind.Ampersand));
    }

    object? Tell(object? name)
    {
        if (!warned) ScriptHost.Current.Warn($"line {line}: {command} runs only while the function is traced, and its result becomes a constant. Pass the result as an argument{(command.EndsWith("Random", StringComparison.OrdinalIgnoreCase) ? ", or use [Ad]::RandomUniform with a key" : "")}.");
        warned = true;
        return name;
    }
}
