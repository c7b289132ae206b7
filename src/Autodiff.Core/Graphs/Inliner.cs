namespace Autodiff.Graphs;

/// <summary>Copies graphs into one graph with variables of its own, and inlines their calls.</summary>
sealed class Inliner
{
    readonly Variable[] inputs;
    readonly PooledList<Equation> equations = new();
    int count;
    OperationBound bound;

    /// <param name="types">The types of the inputs.</param>
    public Inliner(TensorType[] types) => inputs = Array.ConvertAll(types, Fresh);

    /// <summary>Copies the equations of a graph, applied to the inputs.</summary>
    /// <returns>The outputs of the graph.</returns>
    public Value[] Add(Graph graph) => Copy(graph, inputs, 0);

    /// <summary>The graph of all equations, with these outputs.</summary>
    public Graph Giving(Value[] outputs) => new(inputs, equations.Take(), outputs, count);

    // The recursion follows the nesting of graphs, never the equations. An equation with no line gets that of the call.
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

    Variable Fresh(TensorType type)
    {
        bound.Check(count);
        return new(null, type, count++);
    }
}
