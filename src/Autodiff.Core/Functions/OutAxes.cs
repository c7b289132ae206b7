using Autodiff.Trees;

namespace Autodiff.Functions;

/// <summary>Where the items are in the results of a mapped function: along one axis in all, or for each result, by position or name, along its own.</summary>
/// <param name="axes">The axes; null where a result is the same for all items and has no axis of them.</param>
/// <param name="names">The results that they belong to; where there are none, results by position, or all results of one axis.</param>
sealed class OutAxes(int?[] axes, string[]? names = null)
{
    public static implicit operator OutAxes(int axis) => new([axis]);

    /// <summary>The axis in each leaf.</summary>
    /// <exception cref="AdException">There are other results than axes.</exception>
    public int?[] Of(TreeDefinition result, string function)
    {
        if (names is null && axes.Length == 1) return [.. Enumerable.Repeat(axes[0], result.LeafCount)];
        if (names is null && axes.Length != result.Children.Count)
            throw new AdException($"Get-AdVmap: -OutAxis has {axes.Length} axes, but {function} gives {(result.IsLeaf ? "one result" : $"{result.Children.Count} results")}.", ErrorId.WrongResultCount);
        if (names?.FirstOrDefault(n => (result.ChildNames?.IndexOf(n) ?? -1) < 0) is { } unknown)
            throw new AdException($"Get-AdVmap: -OutAxis names '{unknown}', which is no property of the result {result} of {function}.", ErrorId.UnknownResult);
        return [.. result.Children.SelectMany((c, i) => Enumerable.Repeat(Of(result, i), c.LeafCount))];
    }

    // What is not named has its items in front.
    int? Of(TreeDefinition result, int child)
    {
        int i = names is null ? child : Array.FindIndex(names, n => n.Equals(result.ChildNames![child], StringComparison.OrdinalIgnoreCase));
        return i < 0 ? 0 : axes[i];
    }

    /// <summary>Tells two of them apart.</summary>
    public override string ToString() => string.Join(",", axes) + ":" + string.Join(",", names ?? []);
}
