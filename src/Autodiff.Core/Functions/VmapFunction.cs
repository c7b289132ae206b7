using Autodiff.Graphs;
using Autodiff.Tracing;
using Autodiff.Tracing.Paths;
using Autodiff.Transforms;
using Autodiff.Trees;

namespace Autodiff.Functions;

/// <summary>A function mapped over an axis of its arguments (jax.vmap).</summary>
/// <param name="inner">The function of one item.</param>
/// <param name="options">The axes of the items.</param>
sealed class VmapFunction(Function inner, VmapOptions options) : DerivedFunction($"vmap({inner.Name})", inner, inner.Parameters)
{
    readonly int?[] inAxes = (options.InAxes ?? 0).OfParameters(inner, 0, Spell.Name("InAxes"));

    private protected override object Key { get; } = (options.InAxes?.Key, options.OutAxes?.Key);

    private protected override Arguments ToInner(Arguments arguments)
    {
        var axes = LeafAxes(arguments);
        Size(arguments, axes);
        var leaves = (Actual[])arguments.Leaves.Clone();
        for (int i = 0; i < leaves.Length; i++)
            if (axes[i] is { } axis) leaves[i] = new(leaves[i].Type.With(leaves[i].Type.Shape.Without(axis)), null, Conditions.Vmap);
        return arguments.With(leaves);
    }

    private protected override (Graph, TreeDefinition) Transform(Specialization specialization, Arguments arguments)
    {
        var axes = LeafAxes(arguments);
        int size = Size(arguments, axes), n = specialization.Results, outputs = specialization.Graph.Outputs.Length;
        var mapped = Mask.From(specialization.Graph.Inputs.Length, i => i < axes.Length && axes[i] is not null);
        var to = (options.OutAxes ?? 0).OfResults(specialization.Result, Inner.Name, $"{Spell.Name("Vmap")}: {Spell.Name("OutAxes")}");
        var batch = GraphTransforms.Batch(specialization.Graph, mapped, size, Mask.From(outputs, i => i < n && to[i] is not null));
        for (int i = n; i < outputs; i++)
            if (batch.Outputs[i]) throw Conditions.NoValue(Conditions.Vmap, specialization.Lines[i - n]);
        for (int i = 0; i < n; i++)
            if (to[i] is null && batch.Outputs[i]) throw new AdException($"{Spell.Name("Vmap")}: {Spell.Name("OutAxes")} is {Spell.Name("null")} for a result of {Inner.Name} that differs between items. Give the axis of the items.", ErrorId.InvalidAxis);
        var graph = Stage(specialization, arguments, a =>
        {
            for (int i = 0; i < axes.Length; i++)
                if (axes[i] is { } axis) a[i] = Ad.MoveAxisTo(a[i], axis, 0);
            var y = Interpreter.Run(batch.Graph, a);
            for (int i = 0; i < n; i++)
                if (to[i] is { } axis) y[i] = Ad.MoveAxisTo(y[i], 0, OutAxis(axis, y[i].Rank));
            return y;
        });
        return (graph, specialization.Result);
    }

    int OutAxis(int given, int rank)
    {
        int axis = given < 0 ? given + rank : given;
        return axis >= 0 && axis < rank ? axis : throw new AdException($"{Spell.Name("Vmap")}: {Spell.Name("OutAxes")} {given} is out of range for a result of rank {rank} of {Inner.Name}.", ErrorId.InvalidAxis);
    }

    int?[] LeafAxes(Arguments arguments)
    {
        var r = new List<int?>();
        for (int p = 0; p < inAxes.Length; p++)
            for (int k = 0; k < arguments[p].LeafCount; k++)
            {
                var type = arguments.Leaves[r.Count].Type;
                int? axis = inAxes[p] < 0 ? inAxes[p] + type.Rank : inAxes[p];
                if (axis is { } a && (a < 0 || a >= type.Rank)) throw new AdException($"{Spell.Name("Vmap")}: {arguments[p].PathOf(k, Parameters[p])} is {type} and has no axis {inAxes[p]} to map over. Set its {Spell.Name("InAxes")} to {Spell.Name("null")} if it is not mapped.", ErrorId.InvalidAxis);
                r.Add(axis);
            }
        return [.. r];
    }

    int Size(Arguments arguments, int?[] axes)
    {
        int? size = null;
        for (int i = 0; i < axes.Length; i++)
        {
            if (axes[i] is not { } axis) continue;
            int n = arguments.Leaves[i].Type.Shape[axis];
            if (size is { } known && known != n) throw new AdException($"{Spell.Name("Vmap")}: {arguments.Definition.PathOf(i, Parameters)} has {n} items, but the arguments before it have {known}.", ErrorId.ShapeMismatch);
            size = n;
        }
        return size ?? throw new AdException($"{Spell.Name("Vmap")}: no argument of {Inner.Name} is mapped. At least one axis of {Spell.Name("InAxes")} must not be {Spell.Name("null")}.", ErrorId.NothingToMap);
    }
}
