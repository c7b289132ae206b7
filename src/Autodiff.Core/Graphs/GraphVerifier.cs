namespace Autodiff.Graphs;

/// <summary>Checks that a graph and all its inner graphs are well formed: each variable is defined once and before its use, and types are those that primitives infer.</summary>
sealed class GraphVerifier
{
    readonly HashSet<Graph> verified = new(ReferenceEqualityComparer.Instance);

    /// <exception cref="InvalidOperationException">The graph is not well formed. The message says where.</exception>
    public void Verify(Graph graph)
    {
        if (!verified.Add(graph)) return;
        var defined = new Variable?[graph.Variables];
        foreach (var v in graph.Inputs) Define(defined, v, "an input");
        for (int n = 0; n < graph.Equations.Length; n++)
        {
            ref readonly var e = ref graph.Equations[n];
            string where = $"equation {n} ({e.Primitive.Name})";
            foreach (var x in e.Inputs) Use(defined, x, where);
            Check(e, where);
            foreach (var y in e.Outputs) Define(defined, y, where);
            foreach (var inner in e.Primitive.Graphs) Verify(inner);
        }
        for (int i = 0; i < graph.Outputs.Length; i++) Use(defined, graph.Outputs[i], $"output {i}");
    }

    static void Check(in Equation e, string where)
    {
        var x = Array.ConvertAll(e.Inputs, v => v.Type);
        var y = Array.ConvertAll(e.Outputs.ToArray(), v => v.Type);
        TensorType[] inferred;
        try
        {
            inferred = e.Primitive.Infer(x);
        }
        catch (AdException failure)
        {
            throw new InvalidOperationException($"{where} does not take ({new TensorTypes(x)}): {failure.Message}", failure);
        }
        if (!inferred.AsSpan().SequenceEqual(y)) throw new InvalidOperationException($"{where} gives ({new TensorTypes(inferred)}), but its variables are ({new TensorTypes(y)}).");
        if (e.Primitive.Inlined is { } body && !body.InputTypes.AsSpan().SequenceEqual(x)) throw new InvalidOperationException($"{where} calls a graph of ({new TensorTypes(body.InputTypes)}) with ({new TensorTypes(x)}).");
    }

    static void Define(Variable?[] defined, Variable v, string where)
    {
        if (v.Index < 0 || v.Index >= defined.Length) throw new InvalidOperationException($"{where}: the variable {v.Index} is out of range; expected 0 to {defined.Length - 1}.");
        if (defined[v.Index] is not null) throw new InvalidOperationException($"{where}: the variable {v.Index} is defined a second time.");
        defined[v.Index] = v;
    }

    static void Use(Variable?[] defined, Value x, string where)
    {
        if (x is Tensor) return;
        if (x is not Variable v) throw new InvalidOperationException($"{where} takes a {x.GetType().Name}, which is neither a variable nor a tensor.");
        if (v.Index < 0 || v.Index >= defined.Length || defined[v.Index] != v) throw new InvalidOperationException($"{where} takes the variable {v.Index}, which is not defined before it.");
    }
}
