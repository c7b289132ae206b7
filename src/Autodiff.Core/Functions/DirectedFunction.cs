using Autodiff.Graphs;
using Autodiff.Trees;

namespace Autodiff.Functions;

/// <summary>A derivative along a direction, a tangent or cotangent, which is the last parameter.</summary>
abstract class DirectedFunction(string transform, string direction, Function inner, string[] by) : DerivedFunction($"{transform}({inner.Name})", inner, [.. inner.Parameters, direction])
{
    readonly string[] parameters = Differentiated(inner, by);

    private protected sealed override object Key { get; } = string.Join(",", by);

    private protected sealed override Arguments ToInner(Arguments arguments)
    {
        var own = DirectionMatch.Without(arguments);
        return Selection.Of(own, Inner, parameters).Convert(own);
    }

    private protected sealed override (Graph, TreeDefinition) Transform(Specialization specialization, Arguments arguments)
    {
        var own = DirectionMatch.Without(arguments);
        var selection = Selection.Of(own, Inner, parameters);
        var (wanted, given, first) = (Structure(specialization, selection), arguments.Definition.Children[^1], own.Leaves.Length);
        bool rows = given.IsLeaf && DirectionMatch.AreRows(arguments.Leaves[first].Type, wanted);
        int?[] along = rows ? [.. Enumerable.Repeat<int?>(first, wanted.LeafCount)] : DirectionMatch.Find(wanted, given, first, direction);
        var graph = Stage(specialization, arguments, a =>
        {
            var x = selection.Convert(DirectionMatch.Inputs(a, first, arguments.Leaves.Length));
            return Differentiate(specialization, selection, x, (i, type) => along[i] is { } k ? DirectionMatch.Read(rows ? Ad.Row(a[k], i) : a[k], type, direction) : null);
        });
        return (graph, Result(specialization, selection));
    }

    /// <summary>The structure that the direction must have.</summary>
    private protected abstract TreeDefinition Structure(Specialization specialization, Selection selection);

    /// <summary>The structure of the result.</summary>
    private protected abstract TreeDefinition Result(Specialization specialization, Selection selection);

    /// <summary>Computes the results, then the guards.</summary>
    /// <param name="specialization">The specialization of the inner function.</param>
    /// <param name="selection">The parameters to differentiate with respect to.</param>
    /// <param name="x">The inputs of the specialization's graph.</param>
    /// <param name="along">Reads a leaf of the direction as a value of a type; null is zero.</param>
    private protected abstract Value[] Differentiate(Specialization specialization, Selection selection, Value[] x, Func<int, TensorType, Value?> along);
}
