using Autodiff.Graphs;
using Autodiff.Tracing;
using Autodiff.Trees;

namespace Autodiff.Functions;

/// <summary>Runs a function operation by operation, without optimising it: for looking inside.</summary>
static class Interpretation
{
    /// <param name="function">The function.</param>
    /// <param name="tree">The structure of its arguments.</param>
    /// <param name="leaves">Their leaves.</param>
    /// <param name="show">Is given a line for each operation: what was computed, of what, and what came out.</param>
    public static (TreeDefinition Result, Value[] Values) Run(Function function, TreeDefinition tree, Value[] leaves, Action<string>? show)
    {
        if (Trace.Current is not EvaluationTrace) return function.Call(tree, leaves, Backends.AutoBackend.Instance);
        var specialization = function.Resolve(Arguments.Of(tree, leaves));
        var graph = Interpreter.Inline(specialization.Graph);
        var values = new Value?[graph.Variables];
        for (int i = 0; i < leaves.Length; i++) values[graph.Inputs[i].Index] = leaves[i];
        foreach (var e in graph.Equations)
        {
            var x = Array.ConvertAll(Graph.Read(values, e.Inputs), v => (Tensor)v);
            var y = e.Primitive.Evaluate(x);
            for (int i = 0; i < y.Length; i++) values[e.Outputs[i].Index] = y[i];
            show?.Invoke(Describe(e, x, y));
        }
        return (specialization.Result, Graph.Read(values, graph.Outputs)[..specialization.Results]);
    }

    static string Describe(in Equation e, Tensor[] x, Tensor[] y)
    {
        string line = e.Line > 0 ? $"line {e.Line}: " : "";
        string parameters = e.Primitive.Parameters.Length > 0 ? $"[{e.Primitive.Parameters}]" : "";
        return $"{line}{e.Primitive.Name}{parameters} {string.Join(", ", x.Select(Show))} -> {string.Join(", ", y.Select(Show))}";
    }

    static string Show(Tensor t) => t.Size <= 8 ? $"{t.ToString().ReplaceLineEndings("")}:{t.Type}" : t.Type.ToString();
}
