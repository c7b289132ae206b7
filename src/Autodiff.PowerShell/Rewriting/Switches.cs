using System.Management.Automation;
using System.Management.Automation.Language;

namespace Autodiff.PowerShell.Rewriting;

/// <summary><c>switch</c> over a value, or with a value as a clause. PowerShell compares texts, so a number matches a number or text that has the same text.</summary>
sealed class Switches : Trap
{
    static readonly Switches instance = new();
    static readonly ScriptBlock matched = ScriptBlock.Create("$true"), unmatched = ScriptBlock.Create("$false");
    static readonly Operation clause = new("Clause", Clause), text = new("Text", (item, test) => Values.Of(item) is not { } v ? test : throw Texts.Error($"switch cannot compare a traced value ({v.Type}) as text"));

    public static Switches? In(SwitchStatementAst node) => (node.Flags & SwitchFlags.File) == 0 && !Syntax.IsConstant(node.Condition) ? instance : null;

    public override Ast Replace(Ast node, TreeRewriter tree)
    {
        var s = (SwitchStatementAst)node;
        var test = (s.Flags & (SwitchFlags.Regex | SwitchFlags.Wildcard)) != 0 ? text : clause;
        return tree.With(node,
            (nameof(SwitchStatementAst.Condition), Syntax.Pipeline(Loops.Of(Syntax.Result(s.Condition, tree)))),
            (nameof(SwitchStatementAst.Clauses), s.Clauses.Select(c => Tuple.Create(Test(c.Item1, test, tree), tree.Rewrite(c.Item2))).ToList()));
    }

    // The clause sees the item as $_, as a block in its place would. The output of a block is a condition like any other.
    static ExpressionAst Test(ExpressionAst e, Operation test, TreeRewriter tree) =>
        e is ScriptBlockExpressionAst ? tree.Rewrite(e) : test.Call(e.Extent, new VariableExpressionAst(e.Extent, "_", false), tree.Rewrite(e));

    static object? Clause(object? item, object? test)
    {
        if (PowerShellHost.Bare(test) is ScriptBlock block) return Rewriter.Rewrite(block);
        if (Values.Of(test) is { } value) return Matches(value, PowerShellHost.Bare(item)) ? matched : unmatched;
        return Values.Of(item) is { } v ? Matches(v, PowerShellHost.Bare(test)) ? matched : unmatched : test;
    }

    // The texts True and False are those of booleans, other texts those of numbers. A boolean never matches a number.
    static bool Matches(Value x, object? other)
    {
        if (other is string s && bool.TryParse(s, out bool truth)) other = truth;
        bool isBool = other is bool || other is Value v && v.DType == DType.Bool;
        return isBool == (x.DType == DType.Bool) && Values.Equal(x, other) is { } same && DynamicAnswers.Truth(same);
    }
}
