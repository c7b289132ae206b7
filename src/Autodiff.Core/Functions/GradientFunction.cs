using Autodiff.Graphs;
using Autodiff.Transforms;
using Autodiff.Trees;

namespace Autodiff.Functions;

/// <summary>The gradient of a function with a scalar result (jax.grad, jax.value_and_grad).</summary>
sealed class GradientFunction(Function inner, GradientOptions options) : DerivedFunction($"grad({inner.Name})", inner, inner.Parameters)
{
    readonly string[] parameters = Differentiated(inner, options.Parameters);

    private protected override object Key { get; } = (string.Join(",", options.Parameters ?? []), options with { Parameters = null });

    private protected override Arguments ToInner(Arguments arguments) => Selection.Of(arguments, Inner, parameters).Convert(arguments);

    private protected override (Graph, TreeDefinition) Transform(Specialization specialization, Arguments arguments)
    {
        var selection = Selection.Of(arguments, Inner, parameters);
        Check(specialization);
        int results = specialization.Results;
        var graph = Stage(specialization, arguments, a =>
        {
            var x = selection.Convert(a);
            var (y, gradient) = options.Mode == DifferentiationMode.Forward ? Forwards(specialization, x, selection) : Backwards(specialization, x, selection);
            var value = options.WithValue ? y[..1] : [];
            var rest = options.Auxiliary ? y[1..results] : [];
            return [.. value, .. gradient, .. rest, .. y[results..]];
        });
        return (graph, Result(specialization, selection.Structure));
    }

    static (Value[], Value[]) Backwards(Specialization specialization, Value[] x, Selection selection) => Jacobians.Gradient(v => Run(specialization, v), x, selection.Leaves);

    static (Value[], Value[]) Forwards(Specialization specialization, Value[] x, Selection selection)
    {
        var y = Run(specialization, x);
        return (y, Array.ConvertAll(selection.Leaves, i => Jacobians.Forward(v => [RunSilently(specialization, v)[0]], x, i)[0]));
    }

    void Check(Specialization specialization)
    {
        if (options.Auxiliary && specialization.Result.Children.Count < 2) throw new AdException($"{Spell.Name("Gradient")}: {Inner.Name} returned {specialization.Result}; with {Spell.Name("Auxiliary")}, expected several results, of which the first is differentiated.", ErrorId.NoAuxiliary);
        if (specialization.Results == 0) throw new AdException($"{Spell.Name("Gradient")}: {Inner.Name} returned no number.", ErrorId.NoResult);
        var first = options.Auxiliary ? specialization.Result.Children[0] : specialization.Result;
        var type = specialization.Graph.Outputs[0].Type;
        if (!first.IsLeaf || type.Rank != 0)
            throw new AdException($"{Spell.Name("Gradient")}: {Inner.Name} returned {(first.IsLeaf ? $"a tensor {type}" : $"the tree {first}")}; expected one number. Reduce it with {Spell.Name("Ad.Sum")} or {Spell.Name("Ad.Mean")}, or use {Spell.Name("Jacobian")} or {Spell.Name("Vjp")}{(options.Auxiliary ? "" : $", or {Spell.Name("Auxiliary")} to differentiate the first of several results")}.", ErrorId.NotScalar);
        if (!type.HasDerivative) throw new AdException($"{Spell.Name("Gradient")}: {Inner.Name} returned {type}, which has no gradient; expected a floating-point number.", ErrorId.NotDifferentiable);
    }

    TreeDefinition Result(Specialization specialization, TreeDefinition gradient)
    {
        if (!options.WithValue && !options.Auxiliary) return gradient;
        var names = new List<string>();
        var trees = new List<TreeDefinition>();
        void Add(string name, TreeDefinition tree)
        {
            names.Add(name);
            trees.Add(tree);
        }
        if (options.WithValue) Add("Value", TreeDefinition.Leaf);
        Add("Gradient", gradient);
        if (options.Auxiliary) Add("Auxiliary", specialization.Result.Children.Count == 2 ? specialization.Result.Children[1] : TreeDefinition.Array([.. specialization.Result.Children.Skip(1)]));
        return TreeDefinition.Record([.. names], [.. trees]);
    }
}
