using Autodiff.Families;
using Autodiff.Graphs;
using Autodiff.Tracing;

namespace Autodiff.Transforms;

/// <summary>A transformed graph, and the mask of its optional outputs: tangents or cotangents that are not zero, or results with a batch axis.</summary>
sealed record Transformed(Graph Graph, Mask Outputs);

/// <summary>A graph split in two: the primal graph, which also returns residuals, and the linear graph.</summary>
/// <param name="Primal">Returns the results, then more residuals.</param>
/// <param name="Linear">Takes the nonzero tangents, then the residuals; returns the nonzero tangents of the results.</param>
/// <param name="Outputs">The results that have a tangent.</param>
/// <param name="Residuals">The source of each residual: an output of Primal, or ~i for the i-th input.</param>
sealed record Linearized(Graph Primal, Graph Linear, Mask Outputs, int[] Residuals)
{
    /// <summary>The residuals, from the inputs of Primal and its outputs.</summary>
    public Value[] ResidualsOf(Value[] x, Value[] y) => Array.ConvertAll(Residuals, r => r >= 0 ? y[r] : x[~r]);
}

/// <summary>Transforms of closed graphs, made once for each graph and mask and stored with the graph. The rules of primitives with graphs use them.</summary>
static class GraphTransforms
{
    /// <summary>A graph that takes the inputs, then their nonzero tangents, and returns the results, then their nonzero tangents.</summary>
    /// <param name="graph">A closed graph.</param>
    /// <param name="nonzero">The inputs that have a tangent.</param>
    /// <param name="instantiate">The results whose tangent is returned even if it is zero.</param>
    public static Transformed Jvp(Graph graph, Mask nonzero, Mask instantiate = default) => graph.Derived((nameof(Jvp), nonzero, instantiate), () =>
    {
        Mask outputs = default;
        int n = graph.Inputs.Length;
        var types = graph.InputTypes;
        var g = Interpreter.StageClosed(a =>
        {
            var (y, dy) = Differentiation.Jvp(x => Interpreter.Run(graph, x), a[..n], nonzero.Scatter(a.AsSpan(n)));
            Instantiate(dy, instantiate, i => y[i].Type);
            outputs = Mask.Present(dy);
            return [.. y, .. outputs.Pick(dy)!];
        }, [.. types, .. Strong(nonzero.Pick(types))]);
        return new Transformed(g, outputs);
    });

    /// <summary>A graph with a leading batch axis on the batched inputs and results.</summary>
    /// <param name="graph">A closed graph.</param>
    /// <param name="batched">The inputs with the axis.</param>
    /// <param name="size">The number of items.</param>
    /// <param name="force">The results that get the axis in any case.</param>
    public static Transformed Batch(Graph graph, Mask batched, int size, Mask force = default) => graph.Derived((nameof(Batch), batched, size, force), () =>
    {
        Mask outputs = default;
        var types = graph.InputTypes;
        for (int i = 0; i < types.Length; i++)
            if (batched[i]) types[i] = types[i].With(types[i].Shape.Prepend(size));
        var g = Interpreter.StageClosed(a =>
        {
            (var y, outputs) = Vectorization.Run(x => Interpreter.Run(graph, x), a, batched, size);
            for (int i = 0; i < y.Length; i++)
                if (force.Length > 0 && force[i] && !outputs[i]) y[i] = Batching.Expand(y[i], size);
            if (force.Length > 0) outputs |= force;
            return y;
        }, types);
        return new Transformed(g, outputs);
    });

    /// <summary>The graph split into the primal graph and the linear map of tangents.</summary>
    /// <param name="graph">A closed graph.</param>
    /// <param name="nonzero">The inputs that have a tangent.</param>
    /// <param name="instantiate">The results whose tangent is returned even if it is zero.</param>
    /// <param name="forwardInput">The inputs that may themselves be residuals. Default: all.</param>
    /// <param name="forwardOutput">The results that may themselves be residuals. Default: all.</param>
    public static Linearized Linearize(Graph graph, Mask nonzero, Mask instantiate = default, Mask forwardInput = default, Mask forwardOutput = default) =>
        graph.Derived((nameof(Linearize), nonzero, instantiate, forwardInput, forwardOutput), () =>
        {
            LinearMap map = null!;
            Value?[] dy = [];
            var residuals = new List<int>();
            var primal = Interpreter.StageClosed(x =>
            {
                (var y, map) = Differentiation.Linearize(a => Interpreter.Run(graph, a), x, nonzero);
                dy = map.Outputs.Scatter(map.Graph.Outputs);
                Instantiate(dy, instantiate, i => y[i].Type);
                var all = new List<Value>(y);
                foreach (var r in map.Residuals) residuals.Add(Place(r, x, y, all));
                return [.. all];
            }, graph.InputTypes);
            var outputs = Mask.Present(dy);
            return new Linearized(primal, map.Graph.WithOutputs(outputs.Pick(dy)!), outputs, [.. residuals]);

            int Place(Value r, Value[] x, Value[] y, List<Value> all)
            {
                for (int i = 0; i < x.Length; i++)
                    if (ReferenceEquals(x[i], r) && (forwardInput.Length == 0 || forwardInput[i])) return ~i;
                for (int i = 0; i < y.Length; i++)
                    if (ReferenceEquals(y[i], r) && (forwardOutput.Length == 0 || forwardOutput[i])) return i;
                all.Add(r);
                return all.Count - 1;
            }
        });

    /// <summary>A graph that takes the nonlinear inputs, then the nonzero cotangents, and returns the nonzero cotangents of the linear inputs.</summary>
    /// <param name="graph">A closed graph.</param>
    /// <param name="linear">The inputs in which the graph is linear.</param>
    /// <param name="nonzero">The results that have a cotangent.</param>
    /// <param name="instantiate">The inputs whose cotangent is returned even if it is zero.</param>
    public static Transformed Transpose(Graph graph, Mask linear, Mask nonzero, Mask instantiate = default) => graph.Derived((nameof(Transpose), linear, nonzero, instantiate), () =>
    {
        Mask outputs = default;
        var known = !linear;
        var g = Interpreter.StageClosed(a =>
        {
            var c = Transposition.Backward(graph, known.Scatter(a), nonzero.Scatter(a.AsSpan(known.Count)));
            Instantiate(c, instantiate, i => graph.Inputs[i].Type);
            outputs = Mask.Present(c);
            return outputs.Pick(c)!;
        }, [.. known.Pick(graph.InputTypes), .. Strong(nonzero.Pick(graph.OutputTypes))]);
        return new Transformed(g, outputs);
    });

    static void Instantiate(Value?[] d, Mask wanted, Func<int, TensorType> type)
    {
        for (int i = 0; i < wanted.Length; i++)
            if (wanted[i]) d[i] ??= Tensor.Zeros(type(i));
    }

    static TensorType[] Strong(TensorType[] types) => Array.ConvertAll(types, t => t.Strong);
}
