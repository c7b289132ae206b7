using System.Runtime.CompilerServices;
using Autodiff.Trees;

namespace Autodiff;

/// <summary>The axes of arguments or results: one for all, one for each by position, or by name. Null means no axis.</summary>
[CollectionBuilder(typeof(AxisMap), nameof(Create))]
public sealed class AxisMap
{
    readonly int?[] axes;
    readonly string[]? names;
    readonly bool isForAll;

    AxisMap(int?[] axes, string[]? names = null, bool isForAll = false) => (this.axes, this.names, this.isForAll) = (axes, names, isForAll);

    /// <summary>One axis for all.</summary>
    public static AxisMap All(int? axis) => new([axis], isForAll: true);

    /// <summary>One axis for each, by position.</summary>
    public static AxisMap Create(ReadOnlySpan<int?> axes) => new(axes.ToArray());

    /// <summary>One axis for all.</summary>
    public static implicit operator AxisMap(int axis) => All(axis);

    /// <summary>One axis for each, by position.</summary>
    public static implicit operator AxisMap(int?[] axes) => Create(axes);

    /// <summary>Axes by name. Others have the default axis.</summary>
    public static implicit operator AxisMap(Dictionary<string, int?> axes) => new([.. axes.Values], [.. axes.Keys]);

    /// <summary>The axes in the given order.</summary>
    public IEnumerator<int?> GetEnumerator() => ((IEnumerable<int?>)axes).GetEnumerator();

    /// <summary>The text, such as <c>0, null</c> or <c>x: 0, w: null</c>.</summary>
    public override string ToString() => string.Join(", ", axes.Select((a, i) => (names is null ? "" : names[i] + ": ") + (a?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "null")));

    /// <summary>A text that distinguishes two instances.</summary>
    internal string Key => isForAll + ToString();

    /// <summary>The axis of each parameter of a function.</summary>
    /// <param name="function">The function.</param>
    /// <param name="otherwise">The axis of a parameter that is not named.</param>
    /// <param name="option">The name of the option, for errors.</param>
    /// <exception cref="AdException">A parameter does not exist, or the number of axes is wrong.</exception>
    internal int?[] OfParameters(Function function, int? otherwise, string option)
    {
        var r = new int?[function.Parameters.Count];
        Array.Fill(r, isForAll ? axes[0] : otherwise);
        if (names is not null)
            for (int i = 0; i < names.Length; i++) r[function.IndexOf(names[i], option)] = axes[i];
        else if (!isForAll)
            axes.CopyTo(axes.Length == r.Length ? r : throw new AdException($"{function} has {r.Length} parameters, but {option} has {axes.Length} axes.", ErrorId.WrongArgumentCount), 0);
        return r;
    }

    /// <summary>The axis of each leaf of a result. A result that is not named has axis 0.</summary>
    /// <param name="result">The structure of the result.</param>
    /// <param name="function">The name of the function.</param>
    /// <param name="option">The name of the option, for errors.</param>
    /// <exception cref="AdException">The results do not match the axes.</exception>
    internal int?[] OfResults(TreeDefinition result, string function, string option)
    {
        if (names is null && axes.Length == 1) return [.. Enumerable.Repeat(axes[0], result.LeafCount)];
        if (names is null && axes.Length != result.Children.Count)
            throw new AdException($"{option} has {axes.Length} axes, but {function} returns {(result.IsLeaf ? "one result" : $"{result.Children.Count} results")}.", ErrorId.WrongResultCount);
        if (names?.FirstOrDefault(n => (result.ChildNames?.IndexOf(n) ?? -1) < 0) is { } unknown)
            throw new AdException($"{option} names '{unknown}', which is not a property of the result {result} of {function}.", ErrorId.UnknownResult);
        return result.PerLeaf(i => OfResult(result, i));
    }

    int? OfResult(TreeDefinition result, int child)
    {
        int i = names is null ? child : Array.FindIndex(names, n => n.Equals(result.ChildNames![child], StringComparison.OrdinalIgnoreCase));
        return i < 0 ? 0 : axes[i];
    }
}
