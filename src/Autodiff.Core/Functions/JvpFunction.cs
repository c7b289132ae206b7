using Autodiff.Graphs;
using Autodiff.Transforms;
using Autodiff.Trees;

namespace Autodiff.Functions;

/// <summary>The value of a function and its derivative along a tangent, the last parameter (jax.jvp).</summary>
sealed class JvpFunction(Function inner, string[] parameters) : DerivedFunction($"jvp({inner.Name})", inner, [.. inner.Parameters, "Tangent"])
{
    private protected override object Key { get; } = string.Join(",", parameters);

    private protected override Arguments ToInner(Arguments arguments)
    {
        var own = DirectionMatch.Without(arguments);
        return Selection.Of(own, Inner, parameters).Convert(own);
    }

    private protected override (Graph, TreeDefinition) Transform(Leaf leaf, Arguments arguments)
    {
        var own = DirectionMatch.Without(arguments);
        var selection = Selection.Of(own, Inner, parameters);
        var tangents = DirectionMatch.Find(selection.Structure, arguments.Tree.Children[^1], own.Leaves.Length, "Tangent");
        int n = leaf.Results;
        var graph = Stage(leaf, arguments, a =>
        {
            var x = selection.Convert(DirectionMatch.Inputs(a, own.Leaves.Length, arguments.Leaves.Length));
            var dx = new Value?[x.Length];
            for (int k = 0; k < tangents.Length; k++) dx[selection.Leaves[k]] = DirectionMatch.Read(a, tangents[k], x[selection.Leaves[k]].Type, "Tangent");
            var (y, dy) = Differentiation.Jvp(v => Run(leaf, v), x, dx);
            return [.. y[..n], .. Enumerable.Range(0, n).Select(i => dy[i] ?? Tensor.Zeros(y[i].Type)), .. y[n..]];
        });
        return (graph, TreeDefinition.Record(["Value", "Tangent"], [leaf.Result, leaf.Result]));
    }
}
