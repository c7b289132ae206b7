using Autodiff.Graphs;
using Autodiff.Trees;

namespace Autodiff.Tracing.Paths;

/// <summary>Answers conditions and other questions that need a number, also for tracers.</summary>
static class Conditions
{
    /// <summary>The context in errors about an item of a batch.</summary>
    public static string Vmap => $"an item of {Spell.Name("Vmap")}";

    /// <summary>The context in errors about a parameter of an exported function.</summary>
    public static string Export => $"an argument of {Spell.Name("Export")}";

    static string OfConditions => $"Use {Spell.Name("Ad.Where")}(condition, a, b) for values, {Spell.Name("Ad.Cond")} for branches, {Spell.Name("Ad.WhileLoop")} for loops.";
    static string OfNumbers => $"Index a tensor instead of an array, and use {Spell.Name("Ad.ForLoop")} instead of a range.";

    /// <summary>The value of a value in the current call.</summary>
    /// <param name="v">The value.</param>
    /// <param name="asNumber">Whether an operation that accepts only numbers asks, and not a condition. The cure in an error depends on it.</param>
    public static Tensor Concrete(Value v, bool asNumber = false) => v switch
    {
        Tensor t => t,
        Tracer { Owner: var owner } when !Trace.Current.Sees(owner) => throw StagingTrace.Escaped(v, "a condition"),
        Dual d => Concrete(d.Primal, asNumber),
        Variable { Owner: StagingTrace s } u => s.Concrete(u, asNumber),
        Batched => throw NoValue(Vmap, asNumber: asNumber),
        _ => throw StagingTrace.Escaped(v, "a condition"),
    };

    /// <summary>Whether a value has a value in the current call.</summary>
    public static bool IsKnown(Value v) => v switch
    {
        Tensor => true,
        Dual d => IsKnown(d.Primal),
        Variable { Owner: StagingTrace s } u => s.IsKnown(u),
        _ => false,
    };

    /// <summary>The text that an argument was given as; null for other values. Conditions compare numbers, so a path that uses the text is kept for no other call.</summary>
    /// <param name="v">The value.</param>
    /// <param name="isShown">Whether the text is shown and decides nothing.</param>
    public static string? Text(Value v, bool isShown = false)
    {
        if (Given(v) is not { } number || Flattening.TextOf(number) is not { } text) return null;
        for (Trace? t = isShown ? null : Trace.Current; t is not null; t = t.Parent)
            if (t is StagingTrace { Path: { } path }) path.IsPrivate = true;
        return text;
    }

    /// <summary>The number that an argument was given as; null for values that are computed.</summary>
    public static Tensor? Given(Value v) => v switch
    {
        Tensor t => t,
        Dual d => Given(d.Primal),
        Variable { Owner: StagingTrace s } u => s.Given(u),
        _ => null,
    };

    /// <summary>Records the answer of a boolean in the trace that it belongs to.</summary>
    public static void Assume(Value v, bool answer, int line)
    {
        switch (v)
        {
            case Dual d: Assume(d.Primal, answer, line); break;
            case Variable { Owner: StagingTrace s } u: s.Assume(u, answer, line); break;
            case Batched: throw NoValue(Vmap, line);
        }
    }

    /// <summary>The answer of a traced boolean of one element. It is recorded as a condition of the path being traced.</summary>
    public static bool Decide(Value test)
    {
        bool answer = Concrete(test).Truth;
        if (test is not Tensor) Assume(test, answer, ScriptHost.Current.Line());
        return answer;
    }

    /// <summary>The values to compare a value with, in order: those that other paths have found it equal to, then its value in the current call.</summary>
    public static Tensor[] Candidates(Value v, Tensor known) => v switch
    {
        Dual d => Candidates(d.Primal, known),
        Variable { Owner: StagingTrace s } u => s.Candidates(u, known),
        _ => [known],
    };

    /// <summary>The error of a condition that has no answer.</summary>
    public static NoValueException NoValue(string where, int line = 0, bool asNumber = false) =>
        new((line > 0 ? $"line {line}: " : "") + $"This {(asNumber ? "number" : "condition")} depends on {where}, whose value is not known while the function is traced. {(asNumber ? OfNumbers : OfConditions)}");
}
