using Autodiff.Graphs;
using Autodiff.Transforms;
using Autodiff.Trees;

namespace Autodiff.Functions;

/// <summary>
/// The Hessian of a function with a scalar result, forward over reverse (jax.hessian). It has an entry for each pair of differentiated parameters; a leaf has the
/// shape first ++ second.
/// </summary>
sealed class HessianFunction(Function inner, JacobianOptions options) : DerivedFunction($"hessian({inner.Name})", inner, inner.Parameters)
{
    readonly string[] parameters = Differentiated(inner, options.Parameters);

    private protected override object Key { get; } = (string.Join(",", options.Parameters ?? []), options.Mode);

    private protected override Arguments ToInner(Arguments arguments) => Selection.Of(arguments, Inner, parameters).Convert(arguments);

    private protected override (Graph, TreeDefinition) Transform(Specialization specialization, Arguments arguments)
    {
        var selection = Selection.Of(arguments, Inner, parameters);
        var type = specialization.Graph.Outputs.Length > 0 ? specialization.Graph.Outputs[0].Type : default;
        if (!specialization.Result.IsLeaf || type.Rank != 0 || !type.HasDerivative)
            throw new AdException($"{Spell.Name("Hessian")}: {Inner.Name} returned {(specialization.Result.IsLeaf ? type.ToString() : specialization.Result.ToString())}; expected one floating-point number.", ErrorId.NotScalar);
        var graph = Stage(specialization, arguments, a =>
        {
            var x = selection.Convert(a);
            Value[] Gradient(Value[] v) => Jacobians.Gradient(w => RunSilently(specialization, w), v, selection.Leaves).Gradient;
            return [.. Second(Gradient, x, selection), .. Run(specialization, x)[specialization.Results..]];
        });
        return (graph, selection.Structure.Nest(selection.Structure));
    }

    Value[] Second(Func<Value[], Value[]> gradient, Value[] x, Selection selection)
    {
        int n = selection.Leaves.Length;
        if (options.Mode == DifferentiationMode.Reverse) return Jacobians.Reverse(gradient, x, selection.Leaves, n).Jacobian;
        var columns = Array.ConvertAll(selection.Leaves, i => Jacobians.Forward(gradient, x, i));
        return [.. Enumerable.Range(0, n).SelectMany(r => columns.Select(c => c[r]))];
    }
}
