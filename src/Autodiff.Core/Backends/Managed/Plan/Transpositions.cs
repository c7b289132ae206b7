using Autodiff.Graphs;

namespace Autodiff.Backends.Managed;

/// <summary>Lets products read transposed operands where they are: the axes of the product become those of the operand before it is transposed.</summary>
static class Transpositions
{
    /// <summary>The graph with products of operands that are not transposed.</summary>
    public static Graph Absorb(Graph graph)
    {
        if (!Array.Exists(graph.Equations, e => e.Primitive is Dot) || !Array.Exists(graph.Equations, e => e.Primitive is Transpose)) return graph;
        var producers = graph.Producers();
        (Transpose? Transpose, Value Operand) Of(Value v) =>
            v is Variable u && producers[u.Index] is >= 0 and var n && graph.Equations[n] is { Primitive: Transpose t } e ? (t, e.Inputs[0]) : (null, v);
        var equations = Array.ConvertAll(graph.Equations, e =>
        {
            if (e.Primitive is not Dot dot) return e;
            var (x, y) = (e.Inputs[0], e.Inputs[1]);
            if (Of(x) is ({ } p, var a) && Keeps(p, dot.FreeX(x.Rank))) (dot, x) = (dot with { BatchX = Before(p, dot.BatchX), ContractX = Before(p, dot.ContractX) }, a);
            if (Of(y) is ({ } q, var b) && Keeps(q, dot.FreeY(y.Rank))) (dot, y) = (dot with { BatchY = Before(q, dot.BatchY), ContractY = Before(q, dot.ContractY) }, b);
            return ReferenceEquals(dot, e.Primitive) ? e : e.With(dot).With([x, y]);
        });
        return Passes.DeadCode(new(graph.Inputs, equations, graph.Outputs, graph.Variables));
    }

    static Axes Before(Transpose t, Axes axes) => new(Array.ConvertAll(axes.ToArray(), a => t.Permutation[a]));

    /// <summary>Whether the other axes keep their order, in which the result has them.</summary>
    static bool Keeps(Transpose t, Axes free)
    {
        int[] before = Before(t, free).ToArray();
        for (int i = 1; i < before.Length; i++)
            if (before[i] < before[i - 1]) return false;
        return true;
    }
}
