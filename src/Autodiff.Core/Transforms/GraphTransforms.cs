using Autodiff.Families;
using Autodiff.Graphs;
using Autodiff.Tracing;

namespace Autodiff.Transforms;

/// <summary>A transform of a graph, and which of its results are there: tangents or cotangents that are not zero, results with a batch axis.</summary>
sealed record Transformed(Graph Graph, Mask Outputs);

/// <summary>A graph in two: its results and what else the linear part needs, and the linear part.</summary>
/// <param name="Primal">The results, then further residuals.</param>
/// <param name="Linear">Takes the tangents that are not zero, then the residuals; gives the tangents of the results that are not zero.</param>
/// <param name="Outputs">Which results have a tangent.</param>
/// <param name="Residuals">Where each residual is: an output of Primal, or ~i for the i-th input.</param>
sealed record Linearized(Graph Primal, Graph Linear, Mask Outputs, int[] Residuals)
{
    /// <summary>The residuals, from the inputs of Primal and what it gave.</summary>
    public Value[] ResidualsOf(Value[] x, Value[] y) => Array.ConvertAll(Residuals, r => r >= 0 ? y[r] : x[~r]);
}

/// <summary>The transforms of closed graphs, each made once for a graph and a mask and kept with it: what the rules of primitives with graphs are made of.</summary>
static class GraphTransforms
{
    /// <summary>Takes the inputs, then the tangents that are not zero; gives the results, then their tangents that are not zero.</summary>
    /// <param name="graph">Closed.</param>
    /// <param name="nonzero">Which inputs have a tangent.</param>
    /// <param name="instantiate">The results whose tangent is wanted even if it is zero.</param>
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

    /// <summary>A graph with a leading axis for the batched inputs and results.</summary>
    /// <param name="graph">Closed.</param>
    /// <param name="batched">Which inputs are.</param>
    /// <param name="size">How many items.</param>
    /// <param name="force">The results that are wanted with the axis in any case.</param>
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

    /// <summary>The graph split into its results and the linear map of tangents.</summary>
    /// <param name="graph">Closed.</param>
    /// <param name="nonzero">Which inputs have a tangent.</param>
    /// <param name="instantiate">The results whose tangent is wanted even if it is zero.</param>
    /// <param name="forwardInput">Whether a residual may be an input itself; all may, without it.</param>
    /// <param name="forwardOutput">Whether it may be a result.</param>
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

    /// <summary>Takes the inputs that are not linear, then the cotangents that are not zero; gives the cotangents of the linear inputs that are not zero.</summary>
    /// <param name="graph">Closed.</param>
    /// <param name="linear">Which inputs it is linear in.</param>
    /// <param name="nonzero">Which results have a cotangent.</param>
    /// <param name="instantiate">The inputs whose cotangent is wanted even if it is zero.</param>
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
