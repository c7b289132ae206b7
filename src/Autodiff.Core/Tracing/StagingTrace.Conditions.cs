using Autodiff.Graphs;
using Autodiff.Tracing.Paths;

namespace Autodiff.Tracing;

/// <summary>The value that an input of a trace stands for.</summary>
/// <param name="Type">The type.</param>
/// <param name="Value">The value in the current call, or null if it has none.</param>
/// <param name="Why">The reason why it has none, for errors.</param>
readonly record struct Actual(TensorType Type, Value? Value, string? Why = null);

// Ordinary `if` and `while` on traced values. An answer is computed from the arguments of the call that is being traced, each variable at most once. Effects are
// omitted: prints appear when the function runs.
sealed partial class StagingTrace
{
    /// <summary>The number of pinned numbers to remember for a value. It exceeds the number of paths, because a path may end in an error.</summary>
    const int MaxPinned = 256;

    readonly Actual[]? actuals;
    readonly PooledList<Tensor?> values = new();
    readonly PooledList<int> valueNumbers = new();
    Dictionary<int, int[]>? numberedCalls;
    Dictionary<int, Value>? hoisted;

    /// <summary>Records conditions as guards. Null for the body of a loop or branch, whose conditions belong to the enclosing trace.</summary>
    internal PathRecord? Path { get; }

    /// <summary>The value of a variable in the current call.</summary>
    internal Tensor Concrete(Variable v, bool asNumber)
    {
        Usable(v);
        values.Fill(count, null);
        if (values[v.Index] is { } known) return known;
        foreach (int n in BackwardSlice.Of(v.Index, i => values[i] is null ? origins[i] : -1, equations.Items))
        {
            var e = equations[n];
            var y = Answer(e.Primitive.Silent!, Array.ConvertAll(e.Inputs, x => x is Variable u ? ConcreteInput(u, asNumber) : x));
            for (int i = 0; i < y.Length; i++) values[e.Outputs[i].Index] = (Tensor)y[i];
        }
        return ConcreteInput(v, asNumber);
    }

    // With the arithmetic of the backend that everybody starts on, so that a guard at its boundary is decided as here.
    static Value[] Answer(Primitive primitive, Value[] x)
    {
        using var _ = Enter(EvaluationTrace.Eager);
        return primitive is SingleResult one ? [EvaluationTrace.Eager.ProcessOne(one, x)] : EvaluationTrace.Eager.Process(primitive, x);
    }

    /// <inheritdoc cref="Conditions.Given"/>
    internal Tensor? Given(Variable v)
    {
        int origin = origins[v.Index];
        return Origin.IsEquation(origin) ? null : (Origin.IsCapture(origin) ? captured[Origin.Index(origin)] : actuals?[Origin.Index(origin)].Value) is { } outer ? Conditions.Given(outer) : null;
    }

    /// <summary>Whether a variable has a value in the current call.</summary>
    internal bool IsKnown(Variable v)
    {
        Usable(v);
        values.Fill(count, null);
        bool Has(Value x) => x is not Variable u || values[u.Index] is not null || (origins[u.Index] is var origin && Origin.IsEquation(origin))
            || (Origin.IsCapture(origin) ? Conditions.IsKnown(captured[Origin.Index(origin)]) : actuals?[Origin.Index(origin)].Value is { } actual && Conditions.IsKnown(actual));
        return Has(v) && BackwardSlice.Of(v.Index, i => values[i] is null ? origins[i] : -1, equations.Items).All(n => Array.TrueForAll(equations[n].Inputs, Has));
    }

    /// <summary>Records the answer of a boolean.</summary>
    internal void Assume(Variable v, bool answer, int line)
    {
        Usable(v);
        values.Fill(count, null);
        values[v.Index] ??= Tensor.Scalar(answer);
        if (Path is null)
        {
            Conditions.Assume(Hoist(v), answer, line);
            return;
        }
        // Functions that are being traced inside this one have now used a value that only this call has.
        for (Trace? t = Current; t is not null && t != this; t = t.Parent)
            if (t is StagingTrace { Path: { } inner }) inner.IsPrivate = true;
        Path.Add(new(v, ValueNumber(v), answer, line), () => Compared(v));
    }

    /// <summary>Records the conditions so far in the enclosing trace, because the call that would do so is not recorded there.</summary>
    internal void HandOnConditions()
    {
        if (Parent is EvaluationTrace) return;
        foreach (var guard in Path!.Guards) Conditions.Assume(Hoist(guard.Test), guard.Answer, guard.Line);
    }

    // A variable cannot be used on another thread or after the trace has ended.
    void Usable(Variable v)
    {
        if (closed || !Current.Sees(this)) throw Escaped(v, "a condition");
    }

    /// <inheritdoc cref="Conditions.Candidates"/>
    internal Tensor[] Candidates(Variable v, Tensor known)
    {
        if (Path is null) return Conditions.Candidates(Hoist(v), known);
        var earlier = Path.Numbers.Pinned(ValueNumber(v));
        int at = earlier.FindIndex(known.SameBits);
        Tensor[] r = at < 0 ? [.. earlier, known] : [.. earlier[..(at + 1)]];
        // The next path cannot know a number that is not remembered, so this path is not kept.
        if (earlier.Count == MaxPinned) Path.IsPrivate |= at < 0;
        else if (at < 0) earlier.Add(known);
        return r;
    }

    Tensor ConcreteInput(Variable v, bool asNumber) => values[v.Index] ??= Conditions.Concrete(Outer(v, asNumber), asNumber);

    /// <summary>The value in the parent that an input or captured variable stands for.</summary>
    Value Outer(Variable v, bool asNumber = false)
    {
        int origin = origins[v.Index], i = Origin.Index(origin);
        if (Origin.IsCapture(origin)) return captured[i];
        return actuals?[i].Value ?? throw Conditions.NoValue(actuals?[i].Why ?? kind, asNumber: asNumber);
    }

    string Compared(Variable v)
    {
        int origin = origins[v.Index];
        if (!Origin.IsEquation(origin)) return Concrete(v, false).ToString();
        var compared = Array.ConvertAll(equations[origin].Inputs, x => x is Variable u ? Concrete(u, false) : (Tensor)x);
        bool hasNaN = Array.Exists(compared, t => t.Size == 1 && double.IsNaN(t.ToDouble(0)));
        return string.Join(" with ", (object[])compared) + (hasNaN ? " (a comparison with NaN is false, except for 'not equal')" : "");
    }

    int ValueNumber(Variable v)
    {
        valueNumbers.Fill(count, -1);
        foreach (int n in BackwardSlice.Of(v.Index, i => valueNumbers[i] < 0 ? origins[i] : -1, equations.Items))
        {
            var e = equations[n];
            var x = Array.ConvertAll(e.Inputs, ValueNumberOfInput);
            // Only needed results of a call are numbered through its body, which may be long.
            if (e.Primitive.Inlined is not null) (numberedCalls ??= [])[n] = x;
            else for (int i = 0; i < e.Outputs.Length; i++) valueNumbers[e.Outputs[i].Index] = Path!.Numbers.Result(e.Primitive.Silent!, x, i);
        }
        return ValueNumberOfInput(v);
    }

    int ValueNumberOfInput(Value x)
    {
        if (x is not Variable v) return Path!.Numbers.Atom(x);
        if (valueNumbers[v.Index] >= 0) return valueNumbers[v.Index];
        int origin = origins[v.Index], i = Origin.Index(origin);
        return valueNumbers[v.Index] = !Origin.IsEquation(origin)
            ? Origin.IsCapture(origin) ? Path!.Numbers.Atom(captured[i]) : i
            : Path!.Numbers.Result(equations[i].Primitive, numberedCalls![i], equations[i].Outputs.IndexOf(v), equations[i].Primitive.Inlined);
    }

    /// <summary>The same value in the parent trace: its slice is replayed on the values that the inputs stand for.</summary>
    Value Hoist(Variable v)
    {
        hoisted ??= [];
        using var _ = Enter(Parent!);
        Value At(Value x) => x is not Variable u ? x : hoisted.TryGetValue(u.Index, out var known) ? known : hoisted[u.Index] = Outer(u);
        foreach (int n in BackwardSlice.Of(v.Index, i => hoisted.ContainsKey(i) ? -1 : origins[i], equations.Items))
        {
            var e = equations[n];
            var y = e.Primitive.Silent!.Bind(Array.ConvertAll(e.Inputs, At));
            for (int i = 0; i < y.Length; i++) hoisted[e.Outputs[i].Index] = y[i];
        }
        return At(v);
    }
}
