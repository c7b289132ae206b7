using Autodiff.Graphs;

namespace Autodiff.Tracing.Paths;

/// <summary>A condition of a trace and its answer. The path is valid for calls in which the answer is the same.</summary>
/// <param name="Test">The traced boolean.</param>
/// <param name="ValueNumber">The value number of the boolean.</param>
/// <param name="Answer">The answer.</param>
/// <param name="Line">The line of the script.</param>
sealed record Guard(Variable Test, int ValueNumber, bool Answer, int Line);

/// <summary>The conditions of one trace of a function, in order.</summary>
sealed class PathRecord(ValueNumbers numbers)
{
    /// <summary>The greatest number of conditions in one call. More are taken for an infinite loop.</summary>
    public const int Limit = 10_000;

    readonly HashSet<int> asked = [];

    public ValueNumbers Numbers => numbers;

    public List<Guard> Guards { get; } = [];

    /// <summary>Whether the path depends on values that only the current call has, such as a tracer of an outer trace. Then it must not be kept.</summary>
    public bool IsPrivate { get; set; }

    /// <param name="guard">The condition. It is ignored if it is constant or was recorded before.</param>
    /// <param name="shown">The compared values as text, for the error.</param>
    public void Add(Guard guard, Func<string> shown)
    {
        if (numbers.IsConstant(guard.ValueNumber) || !asked.Add(guard.ValueNumber)) return;
        if (Guards.Count == Limit)
            throw new AdException($"{(guard.Line > 0 ? $"line {guard.Line}: " : "")}This call has evaluated {Limit:N0} conditions of traced values, the limit; the last one compared {shown()}. Use {Spell.Name("Ad.WhileLoop")} or {Spell.Name("Ad.ForLoop")} for a loop this long.", ErrorId.TooManyConditions);
        Guards.Add(guard);
    }
}
