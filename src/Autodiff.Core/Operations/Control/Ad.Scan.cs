using System.Collections;
using Autodiff.Tracing;
using Autodiff.Trees;

namespace Autodiff;

public static partial class Ad
{
    /// <summary>Runs a body for each item, passes a carry from step to step, and stacks the outputs (jax.lax.scan).</summary>
    /// <param name="body">Takes the carry and an item; returns the next carry and an output, which may be null.</param>
    /// <param name="init">The initial carry, a tree.</param>
    /// <param name="xs">A tree of values; the items lie along the leading axis. Null runs the body <paramref name="length"/> times.</param>
    /// <param name="length">The number of steps. Default: the number of items. It is required if <paramref name="xs"/> is null.</param>
    /// <param name="reverse">Whether to start with the last item. Default: false.</param>
    /// <returns>The last carry, and the outputs stacked along a new leading axis.</returns>
    /// <exception cref="AdException">The number of steps is unknown or differs between the items, or the carry changes its structure or shape.</exception>
    public static object?[] Scan(Body body, object? init, object? xs, int? length = null, bool reverse = false)
    {
        var carry = new Carry(nameof(Scan), init);
        var items = xs is null ? Tree.Null : Tree.Of(xs, "xs");
        int steps = Steps(items, length);
        var rows = Array.ConvertAll(items.Leaves, v => new Actual(v.Type.With(v.Type.Shape.From(1)), null, "an item of Scan"));
        var step = carry.Settle(body, [items.Definition], rows, isCarryFirst: true, hasOutput: true);

        int n = carry.Types.Length;
        string roles = new string('c', n) + new string('x', items.Leaves.Length) + new string('k', step.Captured.Length);
        var scan = new Scan(step.Graph, roles, new string('c', n) + new string('y', step.Graph.Outputs.Length - n), steps, reverse);
        var y = scan.Bind([.. carry.Initial.Leaves, .. items.Leaves, .. step.Captured]);
        return [carry.Structure.Unflatten(y.AsSpan(0, n)), step.Result.Children[1].Unflatten(y.AsSpan(n))];
    }

    static int Steps(Tree xs, int? length)
    {
        int? steps = length;
        for (int i = 0; i < xs.Leaves.Length; i++)
        {
            var items = xs.Leaves[i];
            if (items.Rank == 0) throw new AdException($"Scan: {xs.Definition.PathOf(i, "xs")} is a scalar; expected a leading axis of items.", ErrorId.InvalidOperand);
            if (steps is { } n && n != items.Count) throw new AdException($"Scan: {xs.Definition.PathOf(i, "xs")} has {items.Count} items; expected {n}.", ErrorId.ShapeMismatch);
            steps = items.Count;
        }
        return steps is >= 0 and var s ? s : throw new AdException("Scan: the number of steps is not known. Give xs or a length.", ErrorId.InvalidOperand);
    }

    /// <summary>Runs a body for each index from <paramref name="lower"/> up to but not including <paramref name="upper"/>, and passes a carry on (jax.lax.fori_loop).</summary>
    /// <remarks>If both bounds are known while tracing, the loop is a Scan and has a gradient. With a traced bound it is a WhileLoop and has none.</remarks>
    /// <param name="lower">The first index, an integer scalar.</param>
    /// <param name="upper">The end, an integer scalar; it is not reached.</param>
    /// <param name="body">Takes the index, a weak i32, and the carry; returns the next carry.</param>
    /// <param name="init">The initial carry, a tree.</param>
    /// <returns>The last carry.</returns>
    /// <exception cref="AdException">A bound is not an integer scalar, or the carry changes its structure or shape.</exception>
    public static object? ForLoop(Value lower, Value upper, Body body, object? init)
    {
        Given(lower);
        Given(upper);
        Bound(lower, nameof(lower));
        Bound(upper, nameof(upper));
        if (lower is not Tensor from || upper is not Tensor to) return TracedForLoop(lower, upper, body, init);
        long first = (long)from.ToDouble(0), count = Math.Max(0, (long)to.ToDouble(0) - first);
        if (count > int.MaxValue || first < int.MinValue || first + count > int.MaxValue) throw new AdException($"ForLoop: the indices {first} to {first + count} are out of range for i32.", ErrorId.InvalidOperand);

        var carry = new Carry(nameof(ForLoop), init);
        var index = new TensorType(DType.I32, default, Weak: true);
        var step = carry.Settle(body, [TreeDefinition.Leaf], [new(index, null, "the index of ForLoop")], isCarryFirst: false, hasOutput: false);
        int n = carry.Types.Length;
        var scan = new Scan(step.Graph, "i" + new string('c', n) + new string('k', step.Captured.Length), new string('c', n), (int)count, false);
        return carry.Structure.Unflatten(scan.Bind([Tensor.Full(index, first), .. carry.Initial.Leaves, .. step.Captured]));
    }

    static object? TracedForLoop(Value lower, Value upper, Body body, object? init)
    {
        StagedBody.Require(body, "the body of ForLoop");
        (lower, upper) = Match(lower, upper, nameof(ForLoop));
        Body test = (Func<object?[], object?>)(a => Less((Value)((object?[])a[0]!)[0]!, upper));
        Body step = (Func<object?[], object?>)(a =>
        {
            var pair = (object?[])a[0]!;
            return new[] { (Value)pair[0]! + 1, body.Invoke([pair[0], pair[1]]) };
        });
        return ((object?[])While(nameof(ForLoop), test, step, new[] { lower, init })!)[1];
    }

    static void Bound(Value x, string name)
    {
        if (x.Rank != 0 || !x.DType.IsInteger) throw new AdException($"ForLoop: the bound '{name}' is {x.Type}; expected one integer.", ErrorId.InvalidOperand);
    }

    /// <summary>The carry and the output that the body of a scan returned.</summary>
    static (object? Carry, object? Output) Pair(object? result) => ScriptHost.Current.Unwrap(result) is IList { Count: 2 } pair
        ? (pair[0], pair[1])
        : throw new AdException($"Scan: the body must return two values: the next carry and an output. The output may be {Spell.Name("null")}.", ErrorId.StructureMismatch);
}
