namespace Autodiff.Graphs;

/// <summary>Passes. Each gives a graph with the same results, bit for bit.</summary>
static class Passes
{
    /// <summary>The graph that runs: calls are inlined, and nothing is computed twice or in vain.</summary>
    public static Graph Optimize(Graph graph) => DeadCode(CommonSubexpressions(Inline(graph)));

    /// <summary>The graph with its calls inlined, except those that must be kept.</summary>
    public static Graph Inline(Graph graph)
    {
        if (!graph.HasInlined) return graph;
        var inliner = new Inliner(graph.InputTypes);
        return inliner.Giving(inliner.Add(graph));
    }

    /// <summary>
    /// The graph with its last outputs, which are guards, computed with no effects: a guard is checked before anything else runs, and another path may be taken then.
    /// Equations that have no effect are equal for guards and results, and <see cref="CommonSubexpressions"/> merges them.
    /// </summary>
    public static Graph SilenceGuards(Graph graph, int guards)
    {
        if (guards == 0 || !graph.HasEffect) return graph;
        var inliner = new Inliner(graph.InputTypes);
        return inliner.Giving([.. inliner.Add(graph)[..^guards], .. inliner.Add(graph.Silent)[^guards..]]);
    }

    /// <summary>Removes equations that no output needs. Equations with an effect stay.</summary>
    public static Graph DeadCode(Graph graph)
    {
        using var scratch = new Scratch<bool>(graph.Variables);
        var live = scratch.Items;
        void Mark(Value[] x)
        {
            foreach (var v in x)
                if (v is Variable u) live[u.Index] = true;
        }
        bool IsLive(in Equation e)
        {
            if (e.Primitive.HasEffect) return true;
            foreach (var o in e.Outputs)
                if (live[o.Index]) return true;
            return false;
        }
        Mark(graph.Outputs);
        using var keep = new Scratch<bool>(graph.Equations.Length);
        int kept = 0;
        for (int i = graph.Equations.Length - 1; i >= 0; i--)
        {
            ref readonly var e = ref graph.Equations[i];
            if (!IsLive(e)) continue;
            Mark(e.Inputs);
            keep[i] = true;
            kept++;
        }
        if (kept == graph.Equations.Length) return graph;
        var equations = new Equation[kept];
        int n = 0;
        for (int i = 0; n < kept; i++)
            if (keep[i]) equations[n++] = graph.Equations[i];
        return new(graph.Inputs, equations, graph.Outputs, graph.Variables);
    }

    /// <summary>Merges equal equations, and replaces equations whose result equals an operand or a small constant.</summary>
    public static Graph CommonSubexpressions(Graph graph)
    {
        using var scratch = new Scratch<Value?>(graph.Variables);
        var replacement = scratch.Items;
        var keep = new PooledList<Equation>();
        using var known = new EquationTable(keep, graph.Equations.Length);
        Value[] Rename(Value[] x)
        {
            Value[]? r = null;
            for (int i = 0; i < x.Length; i++)
                if (x[i] is Variable v && replacement[v.Index] is { } w) (r ??= (Value[])x.Clone())[i] = w;
            return r ?? x;
        }
        foreach (ref readonly var e in graph.Equations.AsSpan())
        {
            Interruption.Check();
            var x = Rename(e.Inputs);
            if (e.Primitive.HasEffect)
            {
                keep.Add(e.With(x));
                continue;
            }
            if (Forward(e, x) is { } value)
            {
                replacement[e.Outputs[0].Index] = value;
                continue;
            }
            int at = known.FindOrAdd(e.Primitive, x);
            if (at < 0) keep.Add(e.With(x));
            else for (int i = 0; i < e.Outputs.Length; i++) replacement[e.Outputs[i].Index] = keep[at].Outputs[i];
        }
        return new(graph.Inputs, keep.Take(), Rename(graph.Outputs), graph.Variables);
    }

    /// <summary>
    /// Orders the equations in a way that depends only on the outputs. A script may enumerate a hashtable, whose order differs from process to process, but the same
    /// program must have the same text. A graph with effects keeps its order.
    /// </summary>
    public static Graph Canonical(Graph graph)
    {
        if (graph.HasEffect) return graph;
        var producers = graph.Producers();
        var placed = new bool[graph.Equations.Length];
        var order = new List<Equation>(graph.Equations.Length);
        // A post-order walk with an explicit stack: an equation is placed when all that it needs has been placed.
        var stack = new Stack<(int Equation, int Next)>();
        void Visit(Value v)
        {
            if (v is Variable u && producers[u.Index] is >= 0 and var n && !placed[n]) stack.Push((n, 0));
        }
        foreach (var output in graph.Outputs)
        {
            Visit(output);
            while (stack.TryPop(out var top))
            {
                if (placed[top.Equation]) continue;
                var e = graph.Equations[top.Equation];
                if (top.Next < e.Inputs.Length)
                {
                    stack.Push((top.Equation, top.Next + 1));
                    Visit(e.Inputs[top.Next]);
                    continue;
                }
                placed[top.Equation] = true;
                order.Add(e);
            }
        }
        return new(graph.Inputs, [.. order], graph.Outputs, graph.Variables);
    }

    // Weakness is part of a type: a value may replace another only if both have the same type.
    static Value? Forward(in Equation e, Value[] x)
    {
        if (e.Outputs.Length != 1) return null;
        var type = e.Outputs[0].Type;
        if (e.Primitive.Simplify(x) is { } same && same.Type == type) return same;
        return e.Primitive.FoldsSplats && Array.TrueForAll(x, v => v is Tensor { IsSplat: true }) && e.Primitive.Evaluate(Array.ConvertAll(x, v => (Tensor)v))[0] is { IsSplat: true } t ? t : null;
    }
}
