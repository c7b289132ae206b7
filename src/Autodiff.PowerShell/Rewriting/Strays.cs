using System.Management.Automation.Language;

namespace Autodiff.PowerShell.Rewriting;

/// <summary><c>break</c> and <c>continue</c> with no loop of their own, which leave the code they are in.</summary>
static class Strays
{
    /// <summary>The line of the first, 0 where there is none.</summary>
    public static int Line(Ast code) => code.Find(n => n switch
    {
        BreakStatementAst b => IsStray(b, b.Label, code),
        ContinueStatementAst c => IsStray(c, c.Label, code),
        _ => false,
    }, searchNestedScriptBlocks: true)?.Extent.StartLineNumber ?? 0;

    // A label that is computed may be any loop's. In a trap they end the error, not a loop.
    static bool IsStray(Ast statement, ExpressionAst? label, Ast code)
    {
        for (var above = statement.Parent; above is not null && above != code.Parent; above = above.Parent)
            if (above is TrapStatementAst || above is LabeledStatementAst loop && (label is not StringConstantExpressionAst { Value: var name } || name.Equals(loop.Label, StringComparison.OrdinalIgnoreCase))) return false;
        return true;
    }
}
