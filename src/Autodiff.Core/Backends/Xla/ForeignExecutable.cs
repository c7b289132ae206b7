using Autodiff.Graphs;

namespace Autodiff.Backends.Xla;

/// <summary>A graph with imported programs. These run on XLA; the rest, which is little, runs by reference evaluation.</summary>
sealed class ForeignExecutable(XlaBackend backend, Graph graph, bool[] guards) : IExecutable
{
    // Guards are checked after everything has run.
    public bool CanBeTried => guards.Length == 0;

    public Tensor[]? Run(ReadOnlySpan<Tensor> x, bool checkGuards = true)
    {
        var values = new Value?[graph.Variables];
        for (int i = 0; i < x.Length; i++) values[graph.Inputs[i].Index] = x[i];
        for (int n = 0; n < graph.Equations.Length; n++)
        {
            var e = graph.Equations[n];
            var inputs = Array.ConvertAll(graph.ReadFor(n, values), v => (Tensor)v);
            var y = e.Primitive is ImportedProgram { Source: XlaProgram program } ? program.Run(inputs, backend) : e.Primitive.Evaluate(inputs);
            for (int i = 0; i < y.Length; i++) values[e.Outputs[i].Index] = y[i];
        }
        var outputs = Array.ConvertAll(Graph.Read(values, graph.Outputs), v => (Tensor)v);
        int results = outputs.Length - guards.Length;
        for (int g = 0; checkGuards && g < guards.Length; g++)
            if (outputs[results + g].Truth != guards[g]) return null;
        return outputs[..results];
    }
}
