using Autodiff.Graphs;

namespace Autodiff.Backends.Xla;

/// <summary>Turns tensors that a graph holds into inputs of it, because they would be huge as text. Splats stay constants.</summary>
static class Constants
{
    /// <returns>The graph with one extra input per constant, and the constants.</returns>
    public static (Graph Graph, Tensor[] Constants) Lift(Graph graph)
    {
        var inputs = new Dictionary<Tensor, Variable>(ReferenceEqualityComparer.Instance);
        int next = graph.Variables;
        Value[] Rename(Value[] x) => Array.ConvertAll(x, v =>
        {
            if (v is not Tensor { IsSplat: false, Size: > 0 } t) return v;
            if (!inputs.TryGetValue(t, out var input)) inputs.Add(t, input = new(null, t.Type, next++));
            return input;
        });
        var equations = Array.ConvertAll(graph.Equations, e => e.With(Rename(e.Inputs)));
        var outputs = Rename(graph.Outputs);
        return inputs.Count == 0
            ? (graph, [])
            : (new([.. graph.Inputs, .. inputs.Values], equations, outputs, next), [.. inputs.Keys]);
    }
}
