using Autodiff.Graphs;

namespace Autodiff.Tracing;

/// <summary>Converts functions to graphs and back: stages a function of values, and replays a graph under the current trace.</summary>
static class Interpreter
{
    /// <summary>The graph of a function for inputs of these types, and the values of outer traces that it captured. They are the last inputs of the graph.</summary>
    public static (Graph Graph, Value[] Captured) Stage(Func<Value[], Value[]> f, ReadOnlySpan<TensorType> types) => Stage(f, types, new StagingTrace(Trace.Current));

    /// <summary>The graph of a function, staged in a trace that the caller made.</summary>
    public static (Graph Graph, Value[] Captured) Stage(Func<Value[], Value[]> f, ReadOnlySpan<TensorType> types, StagingTrace trace)
    {
        var x = new Value[types.Length];
        for (int i = 0; i < x.Length; i++) x[i] = trace.NewInput(types[i]);
        return trace.Record(() => f(x));
    }

    /// <summary>The graph of a function that captures nothing.</summary>
    public static Graph StageClosed(Func<Value[], Value[]> f, ReadOnlySpan<TensorType> types)
    {
        using var _ = Trace.Enter(EvaluationTrace.Instance);
        return Stage(f, types).Graph;
    }

    /// <summary>Replays the equations under the current trace.</summary>
    public static Value[] Run(Graph graph, Value[] x)
    {
        if (x.Length != graph.Inputs.Length) throw new ArgumentException($"{x.Length} arguments were given; the graph has {graph.Inputs.Length} inputs.");
        using var environment = new Scratch<Value?>(graph.Variables);
        for (int i = 0; i < x.Length; i++) environment[graph.Inputs[i].Index] = x[i];
        var trace = Trace.Current;
        using var line = Trace.KeepLine();
        for (int n = 0; n < graph.Equations.Length; n++)
        {
            Interruption.Check();
            ref readonly var e = ref graph.Equations[n];
            if (e.Line != 0) Trace.Line = e.Line;
            var inputs = graph.ReadFor(n, environment.Items);
            if (e.Primitive is SingleResult one) environment[e.Outputs[0].Index] = trace.ProcessOne(one, inputs);
            else Store(environment.Items, e.Outputs, trace.Process(e.Primitive, inputs));
        }
        return Graph.Read(environment.Items, graph.Outputs);
    }

    /// <summary>Evaluates a graph at once.</summary>
    public static Tensor[] Evaluate(Graph graph, ReadOnlySpan<Tensor> x)
    {
        // Loops call this for each iteration, so the user can stop one that does not end.
        Interruption.Check();
        // The graphs of control flow use the same kernels.
        return (Trace.Current as EvaluationTrace ?? EvaluationTrace.Instance).Evaluate(graph, x);
    }

    static void Store(Value?[] environment, ReadOnlySpan<Variable> outputs, Value[] y)
    {
        for (int i = 0; i < y.Length; i++) environment[outputs[i].Index] = y[i];
    }
}
