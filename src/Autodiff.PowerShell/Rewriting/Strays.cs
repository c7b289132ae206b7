using System.Management.Automation.Language;

namespace Autodiff.PowerShell.Rewriting;

/// <summary><c>break</c> and <c>continue</c> that are in no loop, and so leave the code they are in.</summary>
static class Strays
{
    /// <summary>The line of the first one, or 0.</summary>
    public static int Line(Ast code) => code.Find(n => n switch
    {
        BreakStatementAst b => IsStray(b, b.Label, code),
        ContinueStatementAst c => IsStray(c, c.Label, code),
        _ => false,
    }, searchNestedScriptBlocks: true)?.Extent.StartLineNumber ?? 0;

    // A computed label may be that of any loop. In a trap statement they end the error handling, not a loop.
    static bool IsStray(Ast statement, ExpressionAst? label, Ast code)
    {
        for (var above = statement.Parent; above is not null && above != code.Parent; above = above.Parent)
            if (above is TrapStatementAst || above is LabeledStatementAst loop && (label is not StringConstantExpressionAst { Value: var name } || name.Equals(loop.Label, StringComparison.OrdinalIgnoreCase))) return false;
        return true;
    }
}
