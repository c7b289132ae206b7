using Autodiff.Backends.Xla;
using Autodiff.Graphs;
using Autodiff.Transforms;

namespace Autodiff.Core.Tests.Graphs;

/// <summary>Verifies graphs, what each pass makes of them, and what the transforms do.</summary>
static class WellFormed
{
    /// <summary>A graph and what each pass gives for it.</summary>
    public static void Passes(Graph graph)
    {
        graph.Verify();
        var inlined = Autodiff.Graphs.Passes.Inline(graph);
        var once = Autodiff.Graphs.Passes.CommonSubexpressions(inlined);
        Graph[] all = [inlined, once, Autodiff.Graphs.Passes.DeadCode(inlined), Autodiff.Graphs.Passes.DeadCode(once), Autodiff.Graphs.Passes.Optimize(graph),
            Autodiff.Graphs.Passes.Canonical(inlined), Autodiff.Graphs.Passes.SilenceGuards(graph, Math.Min(1, graph.Outputs.Length)), graph.Silent, Constants.Lift(graph).Graph];
        foreach (var g in all) g.Verify();
        foreach (var g in all.Where(g => !ReferenceEquals(g, all[^1])))
        {
            Assert.Equal(graph.InputTypes, g.InputTypes);
            Assert.Equal(graph.OutputTypes, g.OutputTypes);
        }
        Assert.DoesNotContain(inlined.Equations, e => e.Primitive.Inlined is not null);
    }

    /// <summary>A graph, and the transforms of it that it has, each with its passes.</summary>
    public static void Transforms(Graph graph, bool forward, bool reverse)
    {
        Passes(graph);
        var floating = Mask.From(graph.Inputs.Length, i => graph.Inputs[i].Type.IsFloat);
        Passes(GraphTransforms.Batch(graph, Mask.Filled(graph.Inputs.Length, true), 2).Graph);
        if (!floating.Any) return;
        if (forward) Passes(GraphTransforms.Jvp(graph, floating).Graph);
        if (!reverse) return;
        var linearized = GraphTransforms.Linearize(graph, floating);
        Passes(linearized.Primal);
        Passes(linearized.Linear);
        if (!linearized.Outputs.Any) return;
        var tangents = Mask.From(linearized.Linear.Inputs.Length, i => i < floating.Count);
        Passes(GraphTransforms.Transpose(linearized.Linear, tangents, Mask.Filled(linearized.Linear.Outputs.Length, true)).Graph);
    }

    /// <summary>What functions have traced so far.</summary>
    public static void Traced(params Function[] functions)
    {
        foreach (var f in functions)
            foreach (var s in f.Traced()) Passes(s.Graph);
    }
}
