using Autodiff.Graphs;
using Autodiff.Tracing;
using Autodiff.Trees;

namespace Autodiff;

/// <summary>The body of a loop or branch as a graph, with the structure of its result and the outer values that it captured. These are the last inputs of the graph.</summary>
sealed record StagedBody(Graph Graph, TreeDefinition Result, Value[] Captured)
{
    public TensorType[] Types => Graph.OutputTypes;

    /// <summary>Traces a body into a graph.</summary>
    /// <param name="body">The code.</param>
    /// <param name="kind">The name of the body in errors, such as <c>the body of Scan</c>.</param>
    /// <param name="arguments">The structure of the arguments, an array.</param>
    /// <param name="inputs">The leaves of the arguments.</param>
    /// <param name="read">Splits the result of the body into leaves. Default: the result is one tree.</param>
    public static StagedBody Trace(Body body, string kind, TreeDefinition arguments, Actual[] inputs, Func<object?, Tree>? read = null)
    {
        Require(body, kind);
        var trace = new StagingTrace(Tracing.Trace.Current, kind, inputs, null, true);
        var variables = Array.ConvertAll(inputs, a => (object?)trace.NewInput(a.Type));
        var structure = TreeDefinition.Null;
        using var failures = new FailureScope(kind);
        var (graph, captured) = trace.Record(() =>
        {
            object? result = failures.Run(() => body.Invoke((object?[])arguments.Unflatten(variables)!));
            var tree = read is null ? Tree.Of(result, $"the result of {kind}") : read(result);
            structure = tree.Definition;
            return tree.Leaves;
        });
        return new(graph, structure, captured);
    }

    /// <summary>Refuses a body that is null or cannot run on this thread.</summary>
    public static void Require(Body body, string kind)
    {
        if (body is null) throw new AdException($"{kind} is {Spell.Name("null")}; expected a function.", ErrorId.NullArgument);
        if (!body.RunsHere) throw new AdException($"{kind} is a script block of another runspace and can run only there.", ErrorId.ForeignThread);
    }

    /// <summary>The same body with one input for each of these values, which include all that it captured.</summary>
    public StagedBody CapturingAll(Value[] all)
    {
        int own = Graph.Inputs.Length - Captured.Length, next = Graph.Variables;
        var inputs = new Variable[own + all.Length];
        Graph.Inputs.AsSpan(0, own).CopyTo(inputs);
        for (int i = 0; i < all.Length; i++)
            inputs[own + i] = Array.IndexOf(Captured, all[i]) is >= 0 and var k ? Graph.Inputs[own + k] : new(null, all[i].Type, next++);
        return new(new(inputs, Graph.Equations, Graph.Outputs, next), Result, all);
    }

    /// <summary>The same body with its outputs cast to these types.</summary>
    public StagedBody Giving(TensorType[] types)
    {
        if (Types.AsSpan().SequenceEqual(types)) return this;
        var graph = Interpreter.StageClosed(x =>
        {
            var y = Interpreter.Run(Graph, x);
            for (int i = 0; i < y.Length; i++) y[i] = Ad.Cast(y[i], types[i].DType, types[i].Weak);
            return y;
        }, Graph.InputTypes);
        return this with { Graph = graph };
    }

    /// <summary>The values that any of these bodies captured, each once.</summary>
    public static Value[] Union(params StagedBody[] bodies) => [.. bodies.SelectMany(b => b.Captured).Distinct(ReferenceEqualityComparer.Instance).Cast<Value>()];
}
