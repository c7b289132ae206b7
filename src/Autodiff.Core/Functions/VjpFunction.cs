using Autodiff.Graphs;
using Autodiff.Transforms;
using Autodiff.Trees;

namespace Autodiff.Functions;

/// <summary>The product of a cotangent, the last parameter, with the derivative of a function (jax.vjp). The result is what a gradient looks like.</summary>
sealed class VjpFunction(Function inner, string[] parameters) : DerivedFunction($"vjp({inner.Name})", inner, [.. inner.Parameters, "Cotangent"])
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
        var cotangents = DirectionMatch.Find(leaf.Result, arguments.Tree.Children[^1], own.Leaves.Length, "Cotangent");
        int n = leaf.Results;
        var graph = Stage(leaf, arguments, a =>
        {
            var x = selection.Convert(DirectionMatch.Inputs(a, own.Leaves.Length, arguments.Leaves.Length));
            var (y, map) = Differentiation.Linearize(v => Run(leaf, v), x, selection.Mask(x.Length));
            var ct = new Value?[y.Length];
            for (int i = 0; i < n; i++)
                if (y[i].Type.IsFloat) ct[i] = DirectionMatch.Read(a, cotangents[i], y[i].Type, "Cotangent");
            var c = map.Pull(ct);
            return [.. selection.Leaves.Select(i => c[i] ?? Tensor.Zeros(x[i].Type)), .. y[n..]];
        });
        return (graph, selection.Structure);
    }
}
