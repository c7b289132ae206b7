using Autodiff.Graphs;
using Autodiff.Tracing;
using Autodiff.Trees;

namespace Autodiff.Functions;

/// <summary>Runs a function operation by operation, unoptimized, so that the user can see inside.</summary>
static class Interpretation
{
    // For the graphs of control flow.
    static readonly EvaluationTrace inside = new(null, (primitive, x, _) => Unfinished.Refuse(primitive, x));

    /// <param name="function">The function.</param>
    /// <param name="arguments">The arguments.</param>
    /// <param name="free">The values of the free variables for this call.</param>
    /// <param name="show">Receives a line for each operation, with its operands and results.</param>
    public static Tree Run(Function function, Tree arguments, object? free, Action<string>? show)
    {
        if (Trace.Current is not EvaluationTrace) return function.Record(arguments, free);
        var specialization = function.Resolve(Arguments.Of(arguments, free));
        var graph = Passes.Inline(specialization.Graph);
        var values = new Value?[graph.Variables];
        for (int i = 0; i < arguments.Leaves.Length; i++) values[graph.Inputs[i].Index] = arguments.Leaves[i];
        using var _ = Trace.Enter(inside);
        foreach (var e in graph.Equations)
        {
            var x = Array.ConvertAll(Graph.Read(values, e.Inputs), v => (Tensor)v);
            var y = e.Primitive.Evaluate(x);
            Unfinished.Refuse(e.Primitive, x);
            for (int i = 0; i < y.Length; i++) values[e.Outputs[i].Index] = y[i];
            show?.Invoke(Describe(e, x, y));
        }
        return new(specialization.Result, Graph.Read(values, graph.Outputs)[..specialization.Results]);
    }

    static string Describe(in Equation e, Tensor[] x, Tensor[] y)
    {
        string line = e.Line > 0 ? $"line {e.Line}: " : "";
        string parameters = e.Primitive.Parameters.Length > 0 ? $"[{e.Primitive.Parameters}]" : "";
        return $"{line}{e.Primitive.Name}{parameters} {string.Join(", ", x.Select(Show))} -> {string.Join(", ", y.Select(Show))}";
    }

    static string Show(Tensor t) => t.Size <= 8 ? $"{t.ToString().ReplaceLineEndings("")}:{t.Type}" : t.Type.ToString();
}
