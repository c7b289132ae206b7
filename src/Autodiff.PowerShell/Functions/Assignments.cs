using System.Management.Automation.Language;

namespace Autodiff.PowerShell;

/// <summary>Where a piece of script sets its variables: whether a read of a variable comes after code that sets it in the same scope.</summary>
/// <remarks>A loop is taken to run at least once, and a <c>try</c> block to its end.</remarks>
sealed class Assignments
{
    static readonly HashSet<string> inScope = new(["ForEach-Object", "foreach", "%", "Where-Object", "where", "?"], StringComparer.OrdinalIgnoreCase);

    readonly HashSet<Ast> targets = new(ReferenceEqualityComparer.Instance);
    readonly HashSet<string> qualified = new(StringComparer.OrdinalIgnoreCase);
    readonly Dictionary<string, List<(Ast Block, int From)>> set = new(StringComparer.OrdinalIgnoreCase);

    public Assignments(Ast root)
    {
        foreach (var node in root.FindAll(static _ => true, searchNestedScriptBlocks: true))
            switch (node)
            {
                case AssignmentStatementAst a:
                    foreach (var v in Variables(a.Left)) Assign(v, a, isRead: a.Operator != TokenKind.Equals);
                    break;
                case UnaryExpressionAst { TokenKind: TokenKind.PlusPlus or TokenKind.MinusMinus or TokenKind.PostfixPlusPlus or TokenKind.PostfixMinusMinus } u:
                    foreach (var v in Variables(u.Child)) Assign(v, u, isRead: true);
                    break;
                case ParameterAst p:
                    targets.Add(p.Name);
                    Ast body = p.Parent is FunctionDefinitionAst f ? f.Body : p.Parent.Parent;
                    Define(p.Name.VariablePath.UserPath, body, body.Extent.StartOffset);
                    break;
                case ForEachStatementAst each:
                    targets.Add(each.Variable);
                    Define(each.Variable.VariablePath.UserPath, each.Body, each.Body.Extent.StartOffset);
                    break;
            }
    }

    /// <summary>Whether a variable is only set here, and not read.</summary>
    public bool IsTarget(VariableExpressionAst variable) => targets.Contains(variable);

    /// <summary>Whether a variable has been set where it is read. A variable of a named scope that is set anywhere is the code's own, such as a counter.</summary>
    public bool IsSet(VariableExpressionAst variable)
    {
        string name = variable.VariablePath.UserPath;
        if (qualified.Contains(name)) return true;
        if (!set.TryGetValue(name, out var places)) return false;
        for (Ast? above = variable; above is not null; above = above.Parent)
            foreach (var (block, from) in places)
                if (block == above && from <= variable.Extent.StartOffset) return true;
        return false;
    }

    void Assign(VariableExpressionAst variable, Ast statement, bool isRead)
    {
        if (!isRead) targets.Add(variable);
        if (!variable.VariablePath.IsUnqualified) qualified.Add(variable.VariablePath.UserPath);
        Define(variable.VariablePath.UserPath, Block(statement), statement.Extent.EndOffset);
    }

    // From a place on, the variable is set in a block, and so also after the statement that has this block, if it always runs one that sets the variable.
    void Define(string name, Ast block, int from)
    {
        if (!set.TryGetValue(name, out var places)) set.Add(name, places = []);
        if (places.Contains((block, from))) return;
        places.Add((block, from));
        bool Sets(StatementBlockAst? branch) => branch is not null && (places.Exists(p => p.Block == branch) || branch.Statements is [.., ReturnStatementAst or ThrowStatementAst or BreakStatementAst or ContinueStatementAst or ExitStatementAst]);
        bool isLast = block switch
        {
            NamedBlockAst => true,
            ScriptBlockAst { Parent: ScriptBlockExpressionAst { Parent: var user } } => user is CommandAst { InvocationOperator: TokenKind.Dot } || user is CommandAst c && inScope.Contains(c.GetCommandName() ?? "") || user is InvokeMemberExpressionAst,
            _ => block.Parent switch
            {
                IfStatementAst i => Sets(i.ElseClause) && i.Clauses.All(c => Sets(c.Item2)),
                SwitchStatementAst s => Sets(s.Default) && s.Clauses.All(c => Sets(c.Item2)),
                TryStatementAst or LoopStatementAst or SubExpressionAst or ArrayExpressionAst => true,
                _ => false,
            },
        };
        if (isLast && block.Parent is { } statement) Define(name, block is NamedBlockAst ? statement : Block(statement), block is NamedBlockAst ? from : statement.Extent.EndOffset);
    }

    static Ast Block(Ast node)
    {
        for (var above = node.Parent; above is not null; above = above.Parent)
            if (above is StatementBlockAst or NamedBlockAst or ScriptBlockAst) return above;
        return node;
    }

    static IEnumerable<VariableExpressionAst> Variables(ExpressionAst left) => left switch
    {
        VariableExpressionAst v => [v],
        AttributedExpressionAst a => Variables(a.Child),
        ArrayLiteralAst l => l.Elements.SelectMany(Variables),
        _ => [],
    };
}
