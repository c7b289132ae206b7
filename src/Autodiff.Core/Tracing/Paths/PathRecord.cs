using Autodiff.Graphs;

namespace Autodiff.Tracing.Paths;

/// <summary>A condition that a trace has met, and its answer: the path holds for calls on which it has the same.</summary>
/// <param name="Test">The traced boolean.</param>
/// <param name="Number">Its value number.</param>
/// <param name="Answer">What it was.</param>
/// <param name="Line">The line of the script that asked.</param>
sealed record Guard(Variable Test, int Number, bool Answer, int Line);

/// <summary>The conditions of one trace of a function, in the order in which they were asked.</summary>
sealed class PathRecord(ValueNumbers numbers)
{
    /// <summary>So many conditions in one call are taken for a loop without end.</summary>
    public const int Limit = 10_000;

    readonly HashSet<int> asked = [];

    public ValueNumbers Numbers => numbers;

    public List<Guard> Guards { get; } = [];

    /// <summary>Whether something was asked that is known to this very call alone, such as a tracer of an outer trace: the path must not be kept.</summary>
    public bool IsPrivate { get; set; }

    /// <param name="guard">The condition; one asked before, or constant, is dropped.</param>
    /// <param name="shown">The values that it compared, for the error.</param>
    public void Add(Guard guard, Func<string> shown)
    {
        if (numbers.IsConstant(guard.Number) || !asked.Add(guard.Number)) return;
        if (Guards.Count == Limit)
            throw new AdException($"{(guard.Line > 0 ? $"line {guard.Line}: " : "")}this call has asked {Limit:N0} conditions of traced values; the last one compared {shown()}. A loop that long belongs in [Ad]::WhileLoop or [Ad]::ForLoop.", ErrorId.TooManyConditions);
        Guards.Add(guard);
    }
}
