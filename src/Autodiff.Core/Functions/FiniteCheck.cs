using System.Globalization;
using Autodiff.Graphs;
using Autodiff.Tracing;

namespace Autodiff.Functions;

/// <summary>
/// Finds the operation that makes a NaN or an infinity (jax_debug_nans): before a call the reference evaluation computes it, operation by operation, also in loops and branches.
/// What is in the arguments or constants is not made, and is passed on.
/// </summary>
static class FiniteCheck
{
    /// <summary>The results by reference evaluation; null for a program from a file, which only its backend runs.</summary>
    /// <exception cref="AdException">An operation makes a NaN or an infinity.</exception>
    public static Tensor[]? Before(Function function, Specialization specialization, Tensor[] x)
    {
        var whole = specialization.Graph;
        if (whole.IsForeign) return null;
        var graph = whole.Derived(nameof(FiniteCheck), () => Passes.DeadCode(Passes.Inline(whole.Silent)));
        using var _ = Trace.Enter(new EvaluationTrace(null, (primitive, operands, y) => Refuse(function, primitive, operands, y)));
        return Array.ConvertAll(Interpreter.Run(graph, x)[..specialization.Results], v => (Tensor)v);
    }

    /// <summary>Refuses results of a backend that are not finite where those of the reference evaluation are.</summary>
    /// <exception cref="AdException">A result is not finite.</exception>
    public static void After(Function function, string backend, Tensor[] x, Tensor[]? expected, Tensor[] y)
    {
        for (int k = 0; k < y.Length; k++)
            if (Made(expected is null ? x : [expected[k]], y[k]) is { } at)
                throw new AdException($"{function.Name}: result {k + 1} is {Text(y[k], at)} on {backend}{(expected is null ? "" : ", but not operation by operation: a rounding or another order of operations makes the difference")} ({Spell.Name("CheckNaN")}).", ErrorId.NotFinite);
    }

    static void Refuse(Function function, Primitive primitive, Tensor[] x, Tensor[] y)
    {
        Unfinished.Refuse(primitive, x);
        // The operations of its graphs have been seen.
        if (primitive.Graphs.Count > 0) return;
        foreach (var result in y)
            if (Made(x, result) is { } at)
                throw new AdException($"{(Trace.Line > 0 ? $"line {Trace.Line}: " : "")}{primitive.Name} makes {Text(result, at)}{(result.Size > 1 ? $" (element {at} of {result.Type})" : "")} of {string.Join(" and ", x.Select(v => v.Size == result.Size ? Text(v, at) : v.Size == 1 ? Text(v, 0) : v.Type.ToString()))}, in {function.Name} ({Spell.Name("CheckNaN")}).", ErrorId.NotFinite);
    }

    /// <summary>The first element that is NaN where no operand has a NaN, or infinite where all operands are finite.</summary>
    static long? Made(Tensor[] x, Tensor y)
    {
        if (First(y, v => !double.IsFinite(v)) is not { } at) return null;
        if (Array.TrueForAll(x, v => First(v, e => !double.IsFinite(e)) is null)) return at;
        return Array.TrueForAll(x, v => First(v, double.IsNaN) is null) ? First(y, double.IsNaN) : null;
    }

    static long? First(Tensor t, Predicate<double> wanted)
    {
        if (!t.Type.IsFloat) return null;
        for (long i = 0; i < (t.IsSplat ? Math.Min(1, t.Size) : t.Size); i++)
            if (wanted(t.ToDouble(i))) return i;
        return null;
    }

    static string Text(Tensor t, long i) => Convert.ToString(t.At(i), CultureInfo.InvariantCulture)!;
}
