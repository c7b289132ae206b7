using System.Management.Automation.Language;

namespace Autodiff.PowerShell.Rewriting;

/// <summary>A construct in which PowerShell does not ask a value what it means, and its replacement. The replacement passes other objects through unchanged.</summary>
abstract class Trap
{
    /// <summary>The node with the trap replaced.</summary>
    public abstract Ast Replace(Ast node, TreeRewriter tree);

    /// <summary>The trap in a node, or null.</summary>
    public static Trap? In(Ast node) => node switch
    {
        BinaryExpressionAst x => InOperator(x),
        ConvertExpressionAst x => Casts.In(x),
        AttributedExpressionAst x => TypedVariables.In(x),
        IndexExpressionAst x => IndexExpressions.In(x),
        InvokeMemberExpressionAst x => Draws.In(x) ?? Kinds.In(x) ?? Creations.In(x) ?? ClassCalls.In(x) ?? MathCalls.In(x) ?? CodeTexts.In(x) ?? Texts.In(x) ?? Filters.In(x) ?? Blocks.In(x) ?? (Trap?)Calls.In(x),
        MemberExpressionAst x => Draws.In(x) ?? Kinds.In(x) ?? Ranges.In(x) ?? (Trap?)ClassCalls.In(x),
        UnaryExpressionAst { TokenKind: TokenKind.Not or TokenKind.Exclaim } x => Truths.In(x),
        UnaryExpressionAst { TokenKind: TokenKind.Minus } x => LeftOperators.InNegation(x),
        UnaryExpressionAst { TokenKind: TokenKind.Join or TokenKind.Isplit or TokenKind.Csplit } x => Texts.In(x),
        ExpandableStringExpressionAst x => Texts.In(x),
        HashtableAst x => Ranges.In(x),
        AssignmentStatementAst x => Compounds.In(x) ?? (Trap?)Loops.In(x),
        ForEachStatementAst x => Loops.In(x),
        PipelineAst x => Loops.In(x),
        ArrayExpressionAst x => Loops.In(x),
        LoopStatementAst x => Truths.In(x),
        IfStatementAst x => Truths.In(x),
        SwitchStatementAst x => Switches.In(x),
        ParameterAst x => TypedVariables.In(x),
        CommandAst x => SimpleFilters.In(x) ?? CodeTexts.In(x) ?? Uniques.In(x) ?? Blocks.In(x) ?? Texts.In(x) ?? (Trap?)Draws.In(x),
        _ => node.GetType().Name == "TernaryExpressionAst" ? Truths.InTernary(node) : null,
    };

    static Trap? InOperator(BinaryExpressionAst x)
    {
        switch (x.Operator)
        {
            case TokenKind.Ieq or TokenKind.Ine or TokenKind.Ilt or TokenKind.Ile or TokenKind.Igt or TokenKind.Ige:
            case TokenKind.Ceq or TokenKind.Cne or TokenKind.Clt or TokenKind.Cle or TokenKind.Cgt or TokenKind.Cge:
                return Comparisons.In(x);
            case TokenKind.Plus or TokenKind.Multiply:
                return LeftArrays.In(x);
            case TokenKind.Minus or TokenKind.Divide or TokenKind.Rem:
                return LeftOperators.InArithmetic(x);
            case TokenKind.Band or TokenKind.Bor or TokenKind.Bxor or TokenKind.Shl or TokenKind.Shr:
                return LeftOperators.InBits(x);
            case TokenKind.Iin or TokenKind.Inotin or TokenKind.Icontains or TokenKind.Inotcontains:
            case TokenKind.Cin or TokenKind.Cnotin or TokenKind.Ccontains or TokenKind.Cnotcontains:
                return Memberships.In(x);
            case TokenKind.And or TokenKind.Or or TokenKind.Xor:
                return Truths.In(x);
            case TokenKind.DotDot:
                return Ranges.In(x);
            case TokenKind.Is or TokenKind.IsNot or TokenKind.As:
                return Kinds.In(x);
            case TokenKind.Format or TokenKind.Join:
            case TokenKind.Imatch or TokenKind.Inotmatch or TokenKind.Ilike or TokenKind.Inotlike or TokenKind.Ireplace or TokenKind.Isplit:
            case TokenKind.Cmatch or TokenKind.Cnotmatch or TokenKind.Clike or TokenKind.Cnotlike or TokenKind.Creplace or TokenKind.Csplit:
                return Texts.In(x);
            default:
                return null;
        }
    }
}
