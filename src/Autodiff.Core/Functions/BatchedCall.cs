using Autodiff.Tracing;
using Autodiff.Transforms;
using Autodiff.Trees;

namespace Autodiff.Functions;

/// <summary>
/// Collects calls and runs them at once, in one batched run of one specialization in which each condition has a result for each item. Items that take another path run
/// one by one.
/// </summary>
/// <param name="site">The function with its backend.</param>
/// <param name="size">The number of items.</param>
/// <param name="differs">Whether the argument for a parameter may differ between items.</param>
/// <param name="free">The values of the free variables for these calls.</param>
sealed class BatchedCall(CallSite site, int size, Func<int, bool> differs, object? free)
{
    readonly List<Tree> pending = [];
    bool wasFull;

    /// <summary>Whether the calls must run now.</summary>
    public bool IsFull => pending.Count >= size;

    /// <summary>Whether a call can be added: its arguments have the structure and types of the others.</summary>
    public bool Takes(Tree arguments)
    {
        if (pending.Count == 0) return true;
        var first = pending[0];
        if (!arguments.Definition.Equals(first.Definition)) return false;
        for (int i = 0; i < first.Leaves.Length; i++)
            if (arguments.Leaves[i].Type != first.Leaves[i].Type) return false;
        return true;
    }

    /// <summary>Adds a call.</summary>
    public void Add(Tree arguments) => pending.Add(arguments);

    /// <summary>Runs the calls that were added.</summary>
    /// <returns>The result of each call, in order.</returns>
    public Tree[] Run()
    {
        if (pending.Count == 0) return [];
        Tree[] items = [.. pending];
        pending.Clear();
        // A last group that is not full is filled up to the others, whose program it then takes. Alone it is filled up to a power of two: the size may be far beyond what comes.
        wasFull |= items.Length == size;
        int count = wasFull ? size : (int)Math.Min(size, System.Numerics.BitOperations.RoundUpToPowerOf2((uint)items.Length));
        Tree[] filled = [.. items, .. Enumerable.Repeat(items[^1], count - items.Length)];
        return Run(site, filled, new([.. items[0].Definition.PerLeaf(differs)]), free)[..items.Length];
    }

    /// <param name="site">The function with its backend.</param>
    /// <param name="items">The arguments of each item, of equal structure and types.</param>
    /// <param name="differs">The leaves that differ between items.</param>
    /// <param name="free">The values of the free variables for these calls.</param>
    /// <returns>The result of each item, in order.</returns>
    public static Tree[] Run(CallSite site, IReadOnlyList<Tree> items, Mask differs, object? free)
    {
        Tree[] OneByOne() => [.. items.Select(item => site.Call(item, free))];
        if (items.Count == 1 || !differs.Any || site.ChecksNaN) return OneByOne();
        var specialization = site.Function.Resolve(Arguments.Of(items[0], free));
        // Prints must run for each item, and a loop might never end for items that take another path.
        if (specialization.Graph.HasEffect || specialization.Guards.Length > 0 && specialization.Graph.IsOpenEnded) return OneByOne();
        var batch = specialization.Derive((nameof(BatchedCall), differs, items.Count), () =>
        {
            var every = Mask.Filled(specialization.Graph.Outputs.Length, true);
            var graph = GraphTransforms.Batch(specialization.Graph, differs, items.Count, every).Graph;
            return (graph, TreeDefinition.Array([.. specialization.Graph.Outputs.Select(_ => TreeDefinition.Leaf)]));
        }, keepsGuards: false);

        var all = batch.On(new(site.Backend, default), site.Function.Name).Run(Stack(items, differs))!;
        foreach (var y in all) y.LeaveDevice();
        return [.. items.Select((item, i) => Agrees(specialization, all, i)
            ? new Tree(specialization.Result, Array.ConvertAll(all[..specialization.Results], y => (Value)Rows.Get(y, i)))
            : site.Call(item, free))];
    }

    static Tensor[] Stack(IReadOnlyList<Tree> items, Mask differs)
    {
        var x = new Tensor[differs.Length];
        for (int k = 0; k < x.Length; k++)
        {
            var first = (Tensor)items[0].Leaves[k];
            x[k] = differs[k] ? Rows.Stack([.. items.Select(item => (Tensor)item.Leaves[k])], first.Type.With(first.Type.Shape.Prepend(items.Count))) : first;
        }
        return x;
    }

    static bool Agrees(Specialization specialization, Tensor[] all, int item)
    {
        for (int g = 0; g < specialization.Guards.Length; g++)
            if (Rows.Get(all[specialization.Results + g], item).Truth != specialization.Guards[g]) return false;
        return true;
    }
}
