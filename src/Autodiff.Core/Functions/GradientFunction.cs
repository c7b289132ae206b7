using Autodiff.Graphs;
using Autodiff.Transforms;
using Autodiff.Trees;

namespace Autodiff.Functions;

/// <summary>The gradient of a function that gives one number (jax.grad, jax.value_and_grad).</summary>
sealed class GradientFunction(Function inner, string[] parameters, bool withValue = false, bool auxiliary = false, bool forward = false)
    : DerivedFunction($"grad({inner.Name})", inner, inner.Parameters)
{
    private protected override object Key { get; } = (string.Join(",", parameters), withValue, auxiliary, forward);

    private protected override Arguments ToInner(Arguments arguments) => Selection.Of(arguments, Inner, parameters).Convert(arguments);

    private protected override (Graph, TreeDefinition) Transform(Leaf leaf, Arguments arguments)
    {
        var selection = Selection.Of(arguments, Inner, parameters);
        Check(leaf);
        int results = leaf.Results;
        var graph = Stage(leaf, arguments, a =>
        {
            var x = selection.Convert(a);
            var (y, gradient) = forward ? Forwards(leaf, x, selection) : Backwards(leaf, x, selection);
            var value = withValue ? y[..1] : [];
            var rest = auxiliary ? y[1..results] : [];
            return [.. value, .. gradient, .. rest, .. y[results..]];
        });
        return (graph, Result(leaf, selection.Structure));
    }

    static (Value[], Value[]) Backwards(Leaf leaf, Value[] x, Selection selection) => Jacobians.Gradient(v => Run(leaf, v), x, selection.Leaves);

    static (Value[], Value[]) Forwards(Leaf leaf, Value[] x, Selection selection)
    {
        var y = Run(leaf, x);
        return (y, Array.ConvertAll(selection.Leaves, i => Jacobians.Forward(v => [RunSilently(leaf, v)[0]], x, i)[0]));
    }

    void Check(Leaf leaf)
    {
        if (auxiliary && leaf.Result.Children.Count < 2) throw new AdException($"Get-AdGradient: with -Auxiliary {Inner.Name} must give several results, of which the first is differentiated, but it gave {leaf.Result}.", "NoAuxiliary");
        if (leaf.Results == 0) throw new AdException($"Get-AdGradient: {Inner.Name} gave no number.", "NoResult");
        var first = auxiliary ? leaf.Result.Children[0] : leaf.Result;
        var type = leaf.Graph.Outputs[0].Type;
        if (!first.IsLeaf || type.Rank != 0)
            throw new AdException($"Get-AdGradient: {Inner.Name} must give one number, but it gave {(first.IsLeaf ? $"a tensor {type}" : $"the tree {first}")}: reduce it with [Ad]::Sum or [Ad]::Mean, or use Get-AdJacobian or Get-AdVjp{(auxiliary ? "" : ", or -Auxiliary to differentiate the first of several results")}.", "NotScalar");
        if (!type.HasDerivative) throw new AdException($"Get-AdGradient: {Inner.Name} gives {type}, which has no gradient; it must give a floating-point number.", "NotDifferentiable");
    }

    TreeDefinition Result(Leaf leaf, TreeDefinition gradient)
    {
        if (!withValue && !auxiliary) return gradient;
        var names = new List<string>();
        var trees = new List<TreeDefinition>();
        void Add(string name, TreeDefinition tree)
        {
            names.Add(name);
            trees.Add(tree);
        }
        if (withValue) Add("Value", TreeDefinition.Leaf);
        Add("Gradient", gradient);
        if (auxiliary) Add("Auxiliary", leaf.Result.Children.Count == 2 ? leaf.Result.Children[1] : TreeDefinition.Array([.. leaf.Result.Children.Skip(1)]));
        return TreeDefinition.Record([.. names], [.. trees]);
    }
}
