using Autodiff.Tracing;
using Autodiff.Transforms;
using Autodiff.Trees;

namespace Autodiff.Functions;

/// <summary>
/// The parameters to differentiate with respect to, for given arguments. By default these are the parameters with only floats and plain integers as leaves, and those in which
/// i32 and i64 are beside floats; integers become f64. Parameters of i32 and i64 tensors alone are selected by name, or if there are no others.
/// </summary>
sealed class Selection
{
    readonly TensorType[] converted;

    Selection(Arguments arguments, int[] parameters, IReadOnlyList<string> names)
    {
        Parameters = parameters;
        Names = Array.ConvertAll(parameters, p => names[p]);
        Trees = Array.ConvertAll(parameters, p => arguments[p]);
        var leaves = new List<int>();
        foreach (int p in parameters)
            for (int k = 0, first = arguments.FirstLeaf(p); k < arguments[p].LeafCount; k++) leaves.Add(first + k);
        Leaves = [.. leaves];
        converted = arguments.Types;
        foreach (int i in Leaves)
            if (!converted[i].IsFloat) converted[i] = new(DType.F64, converted[i].Shape, converted[i].Weak);
    }

    /// <summary>The indices of the parameters.</summary>
    public int[] Parameters { get; }

    /// <summary>The names of the parameters.</summary>
    public string[] Names { get; }

    /// <summary>The structure of each parameter.</summary>
    public TreeDefinition[] Trees { get; }

    /// <summary>The indices of their leaves among the leaves of all arguments, in the order of the parameters.</summary>
    public int[] Leaves { get; }

    /// <summary>The structure of a gradient: that of the parameter if there is one, otherwise a record with a property for each.</summary>
    public TreeDefinition Structure => Trees.Length == 1 ? Trees[0] : TreeDefinition.Record(Names, Trees);

    /// <summary>Selects the parameters.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <param name="function">The function that is differentiated.</param>
    /// <param name="asked">The names of the parameters; empty for the default.</param>
    /// <exception cref="AdException">A parameter cannot be differentiated, or there is none to differentiate.</exception>
    public static Selection Of(Arguments arguments, Function function, string[] asked)
    {
        var names = function.Parameters;
        if (asked.Length > 0) return new(arguments, Array.ConvertAll(asked, a => Named(a, arguments, function)), names);
        int[] Which(bool named) => [.. Enumerable.Range(0, names.Count).Where(p => Problem(arguments, p, named) is null)];
        // An array of integers alone is what a script means by numbers.
        var all = Which(named: false) is { Length: > 0 } floating ? floating : Which(named: true);
        return all.Length > 0 ? new(arguments, all, names) : throw new AdException($"{function} has no parameter that can be differentiated: {Describe(arguments, names)}. Pass floating-point numbers or integers.", ErrorId.NothingToDifferentiate);
    }

    /// <summary>The arguments with selected integers converted to floats.</summary>
    public Arguments Convert(Arguments arguments)
    {
        var leaves = (Actual[])arguments.Leaves.Clone();
        foreach (int i in Leaves)
            if (leaves[i].Type != converted[i]) leaves[i] = leaves[i] with { Type = converted[i], Value = leaves[i].Value is { } v ? Convert(v, i) : null };
        return arguments.With(leaves);
    }

    /// <summary>The values with selected integers converted to floats.</summary>
    public Value[] Convert(ReadOnlySpan<Value> x)
    {
        var r = x.ToArray();
        foreach (int i in Leaves) r[i] = Convert(r[i], i);
        return r;
    }

    /// <summary>The selected leaves among a number of inputs.</summary>
    public Mask Mask(int inputs) => Transforms.Mask.From(inputs, i => Array.IndexOf(Leaves, i) >= 0);

    Value Convert(Value x, int leaf) => Ad.Cast(x, converted[leaf].DType, converted[leaf].Weak);

    static int Named(string name, Arguments arguments, Function function)
    {
        int p = function.IndexOf(name, Spell.Name("Parameters"));
        return Problem(arguments, p, true) is { } problem ? throw new AdException($"{function} cannot be differentiated with respect to '{function.Parameters[p]}': {problem}.", ErrorId.NotDifferentiable) : p;
    }

    static string? Problem(Arguments arguments, int parameter, bool named)
    {
        var tree = arguments[parameter];
        if (tree.IsOmitted) return "it was omitted, and its default is a constant";
        if (tree.IsStatic) return "it is static";
        if (tree.LeafCount == 0) return "it contains no numbers";
        int first = arguments.FirstLeaf(parameter);
        bool isFloating = arguments.Leaves.Skip(first).Take(tree.LeafCount).Any(l => l.Type.IsFloat);
        for (int i = first; i < first + tree.LeafCount; i++)
        {
            var t = arguments.Leaves[i].Type;
            bool signed = t.DType == DType.I32 || t.DType == DType.I64;
            if (!t.IsFloat && !(signed && (named || isFloating || t.Weak && t.Rank == 0))) return $"{tree.PathOf(i - first, "it")} is {t}; only floating-point numbers{(named ? ", i32 and i64" : "")} have a gradient";
        }
        return null;
    }

    static string Describe(Arguments arguments, IReadOnlyList<string> names) =>
        string.Join("; ", Enumerable.Range(0, names.Count).Select(p => $"{names[p]}: {Problem(arguments, p, true)}"));
}
