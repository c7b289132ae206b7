using Autodiff.Trees;

namespace Autodiff.Functions;

/// <summary>The axis of the items in the results of a mapped function: one for all results, or one for each result by position or name.</summary>
/// <param name="axes">The axes. Null if a result is the same for all items and has no such axis.</param>
/// <param name="names">The names of the results. Default: results by position, or all results if there is one axis.</param>
sealed class OutAxes(int?[] axes, string[]? names = null)
{
    public static implicit operator OutAxes(int axis) => new([axis]);

    /// <summary>The axis for each leaf of the result.</summary>
    /// <exception cref="AdException">The results do not match the axes.</exception>
    public int?[] Of(TreeDefinition result, string function)
    {
        if (names is null && axes.Length == 1) return [.. Enumerable.Repeat(axes[0], result.LeafCount)];
        if (names is null && axes.Length != result.Children.Count)
            throw new AdException($"Get-AdVmap: -OutAxis has {axes.Length} axes, but {function} gives {(result.IsLeaf ? "one result" : $"{result.Children.Count} results")}.", ErrorId.WrongResultCount);
        if (names?.FirstOrDefault(n => (result.ChildNames?.IndexOf(n) ?? -1) < 0) is { } unknown)
            throw new AdException($"Get-AdVmap: -OutAxis names '{unknown}', which is no property of the result {result} of {function}.", ErrorId.UnknownResult);
        return result.PerLeaf(i => Of(result, i));
    }

    // A result that is not named has axis 0.
    int? Of(TreeDefinition result, int child)
    {
        int i = names is null ? child : Array.FindIndex(names, n => n.Equals(result.ChildNames![child], StringComparison.OrdinalIgnoreCase));
        return i < 0 ? 0 : axes[i];
    }

    /// <summary>A text that distinguishes two instances.</summary>
    public override string ToString() => string.Join(",", axes) + ":" + string.Join(",", names ?? []);
}
