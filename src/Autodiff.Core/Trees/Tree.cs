namespace Autodiff.Trees;

/// <summary>A tree of values: its structure, and a value for each leaf.</summary>
/// <param name="Definition">The structure.</param>
/// <param name="Leaves">The values, from the left.</param>
public readonly record struct Tree(TreeDefinition Definition, Value[] Leaves)
{
    /// <summary>The tree without values.</summary>
    public static readonly Tree Null = new(TreeDefinition.Null, []);

    /// <summary>Splits an object into its structure and leaves (jax.tree.flatten).</summary>
    /// <param name="tree">Numbers, values and regular arrays of numbers, in arrays, lists, dictionaries and registered kinds of nodes.</param>
    /// <param name="path">The name of the tree in errors, such as that of the parameter.</param>
    /// <exception cref="AdException">The object contains something else; the message names its path.</exception>
    public static Tree Of(object? tree, string path) => Of(tree, path, acceptText: false);

    /// <summary>Splits an object into its structure and leaves. A string that is a number in the invariant culture may be an f64, as for a whole argument; a result may be text.</summary>
    internal static Tree Of(object? tree, string path, bool acceptText, bool isResult = false)
    {
        var leaves = new List<Value>();
        var definition = Flattening.Root(tree, path, leaves, acceptText, isResult);
        return new(definition, [.. leaves]);
    }

    /// <summary>An array of trees.</summary>
    public static Tree Array(params Tree[] items) => new(TreeDefinition.Array(System.Array.ConvertAll(items, t => t.Definition)), [.. items.SelectMany(t => t.Leaves)]);

    /// <summary>The tree of a child.</summary>
    public Tree this[int child]
    {
        get
        {
            var (definition, first) = (Definition.Children[child], Definition.FirstLeaf(child));
            return new(definition, Leaves[first..(first + definition.LeafCount)]);
        }
    }

    /// <summary>The part with a path, such as <c>weights[2].bias</c>. Case does not matter.</summary>
    /// <exception cref="AdException">There is no such part.</exception>
    public Tree Select(string path)
    {
        var (definition, first) = Definition.Find(path) ?? throw new AdException($"There is no '{path}' in the tree {Definition}.", ErrorId.StructureMismatch);
        return new(definition, Leaves[first..(first + definition.LeafCount)]);
    }

    /// <summary>The tree with a function applied to each leaf (jax.tree.map).</summary>
    public Tree Map(Func<Value, Value> f) => this with { Leaves = System.Array.ConvertAll(Leaves, v => f(v)) };

    /// <summary>The tree with a function applied to each leaf and that of another tree of the same structure (jax.tree.map).</summary>
    /// <exception cref="AdException">The structures differ.</exception>
    public Tree Zip(Tree other, Func<Value, Value, Value> f)
    {
        if (!Definition.Equals(other.Definition)) throw new AdException($"The trees {Definition} and {other.Definition} differ in structure.", ErrorId.StructureMismatch);
        var leaves = new Value[Leaves.Length];
        for (int i = 0; i < leaves.Length; i++) leaves[i] = f(Leaves[i], other.Leaves[i]);
        return this with { Leaves = leaves };
    }

    /// <summary>Builds the object (jax.tree.unflatten). Arrays, lists, dictionaries and objects have the kinds that were split.</summary>
    public object? ToObject() => Definition.Unflatten(Leaves);

    /// <summary>The text of the structure.</summary>
    public override string ToString() => Definition.ToString();
}
