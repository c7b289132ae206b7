namespace Autodiff.Graphs;

/// <summary>Copies graphs into one, with variables of its own. Calls become what they call.</summary>
sealed class Inliner
{
    readonly Variable[] inputs;
    readonly PooledList<Equation> equations = new();
    int count;

    /// <param name="types">The types of the inputs of the graph that is made.</param>
    public Inliner(TensorType[] types) => inputs = Array.ConvertAll(types, Fresh);

    /// <summary>Copies the equations of a graph that takes the inputs.</summary>
    /// <returns>What it gives.</returns>
    public Value[] Add(Graph graph) => Copy(graph, inputs, 0);

    /// <summary>The graph of all equations so far.</summary>
    public Graph Giving(Value[] outputs) => new(inputs, equations.Take(), outputs, count);

    // Recursion is over the nesting of graphs, never over equations. What has no line of its own was asked for at the line of the call.
    Value[] Copy(Graph graph, Value[] arguments, int line)
    {
        using var copies = new Scratch<Value?>(graph.Variables);
        for (int i = 0; i < arguments.Length; i++) copies[graph.Inputs[i].Index] = arguments[i];
        foreach (ref readonly var e in graph.Equations.AsSpan())
        {
            Interruption.Check();
            var x = Graph.Read(copies.Items, e.Inputs);
            int at = e.Line != 0 ? e.Line : line;
            if (e.Primitive.Inlined is { } body)
            {
                var y = Copy(body, x, at);
                for (int i = 0; i < y.Length; i++) copies[e.Outputs[i].Index] = y[i];
            }
            else if (e.Outputs.Length == 1)
            {
                var y = Fresh(e.Outputs[0].Type);
                copies[e.Outputs[0].Index] = y;
                equations.Add(new(e.Primitive, x, y, at));
            }
            else
            {
                var y = new Variable[e.Outputs.Length];
                for (int i = 0; i < y.Length; i++) copies[e.Outputs[i].Index] = y[i] = Fresh(e.Outputs[i].Type);
                equations.Add(new(e.Primitive, x, y, at));
            }
        }
        return Graph.Read(copies.Items, graph.Outputs);
    }

    Variable Fresh(TensorType type) => new(null, type, count++);
}
