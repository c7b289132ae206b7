using System.Collections;
using System.Reflection;

namespace Autodiff.Trees;

/// <summary>
/// The structure of an argument or result, with a leaf in place of each tensor. It is immutable and has value equality, because traced functions are looked up by it.
/// Leaves are numbered from left to right.
/// </summary>
public sealed class TreeDefinition : IEquatable<TreeDefinition>
{
    enum Kind { Leaf, Null, Omitted, Static, Branch }

    /// <summary>One tensor.</summary>
    public static readonly TreeDefinition Leaf = new(Kind.Leaf, null, null, []);

    /// <summary>An empty node, <c>$null</c> inside a tree.</summary>
    public static readonly TreeDefinition Null = new(Kind.Null, null, null, []);

    /// <summary>An optional parameter that was omitted. Its value is <see cref="Missing.Value"/>.</summary>
    public static readonly TreeDefinition Omitted = new(Kind.Omitted, null, null, []);

    static readonly TreeDefinition[] singles = [.. Enumerable.Range(0, 5).Select(n => Array([.. Enumerable.Repeat(Leaf, n)]))];

    readonly Kind kind;
    readonly TreeNode? node;
    readonly object? key;
    readonly TreeDefinition[] children;
    readonly int hash;

    TreeDefinition(Kind kind, TreeNode? node, object? key, TreeDefinition[] children)
    {
        (this.kind, this.node, this.key, this.children) = (kind, node, key, children);
        var h = new HashCode();
        h.Add(kind);
        h.Add(node);
        h.Add(key is null ? 0 : StaticKeys.Instance.GetHashCode(key));
        foreach (var c in children)
        {
            h.Add(c.hash);
            LeafCount += c.LeafCount;
        }
        if (kind == Kind.Leaf) LeafCount = 1;
        hash = h.ToHashCode();
    }

    /// <summary>The value of a static parameter. It is compared by equality, an array item by item, and is never traced.</summary>
    public static TreeDefinition Static(object? value) => new(Kind.Static, null, value, []);

    /// <summary>An array of trees.</summary>
    public static TreeDefinition Array(params TreeDefinition[] items) => new(Kind.Branch, TreeNodes.Array, null, items);

    /// <summary>An array of tensors, the arguments of most calls.</summary>
    internal static TreeDefinition Singles(int count) => count < singles.Length ? singles[count] : Array([.. Enumerable.Repeat(Leaf, count)]);

    /// <summary>Named results. In PowerShell they are an object with properties.</summary>
    public static TreeDefinition Record(string[] names, TreeDefinition[] children) => new(Kind.Branch, TreeNodes.Record, new Names(names), children);

    /// <summary>The structure with another structure in place of each leaf.</summary>
    public TreeDefinition Nest(TreeDefinition inner) => kind switch
    {
        Kind.Leaf => inner,
        Kind.Branch => new(kind, node, key, System.Array.ConvertAll(children, c => c.Nest(inner))),
        _ => this,
    };

    internal static TreeDefinition Branch(TreeNode node, object? key, TreeDefinition[] children) => new(Kind.Branch, node, key, children);

    /// <summary>The number of leaves.</summary>
    public int LeafCount { get; }

    /// <summary>The children of this node.</summary>
    public IReadOnlyList<TreeDefinition> Children => children;

    /// <summary>The names of the children; null for an array, and for a node that has no children.</summary>
    public Names? ChildNames => key as Names;

    /// <summary>The kind of the node; null for a node that has no children.</summary>
    internal TreeNode? NodeKind => node;

    /// <summary>Whether the tree is one tensor.</summary>
    public bool IsLeaf => kind == Kind.Leaf;

    /// <summary>Whether it is the value of a static parameter.</summary>
    public bool IsStatic => kind == Kind.Static;

    /// <summary>Whether it is an omitted parameter.</summary>
    public bool IsOmitted => kind == Kind.Omitted;

    /// <summary>Builds a tree of this structure (jax.tree.unflatten). Arrays, lists, dictionaries and objects have the kinds that were flattened.</summary>
    /// <param name="leaves">An object for each leaf.</param>
    public object? Unflatten(ReadOnlySpan<object?> leaves)
    {
        int at = 0;
        object? r = Unflatten(leaves, ref at);
        return at == leaves.Length ? r : throw new ArgumentException($"{leaves.Length} leaves were given; the tree has {at}.");
    }

    /// <summary>Builds the tree that a user receives: a scalar that is the whole tree or a property is a .NET number; in a list it stays a tensor.</summary>
    internal object? Present(ReadOnlySpan<Value> leaves)
    {
        if (IsLeaf) return Present(leaves[0]);
        var r = new object?[leaves.Length];
        int at = 0;
        Present(leaves, r, ref at, true);
        return Unflatten(r);
    }

    /// <summary>The path of a leaf, such as <c>weights[2].bias</c>.</summary>
    /// <param name="leaf">The number of the leaf.</param>
    /// <param name="root">The name of the tree. Default: none.</param>
    public string PathOf(int leaf, string root = "")
    {
        if (kind != Kind.Branch) return root;
        int before = 0;
        for (int i = 0; i < children.Length; i++)
        {
            int next = before + children[i].LeafCount;
            if (leaf < next) return children[i].PathOf(leaf - before, root + node!.Label(key, i));
            before = next;
        }
        throw new ArgumentOutOfRangeException(nameof(leaf));
    }

    /// <summary>The path of a leaf that begins with the name of its child: a parameter, if this is the structure of arguments.</summary>
    internal string PathOf(int leaf, IReadOnlyList<string> names)
    {
        int i = 0;
        for (; leaf >= children[i].LeafCount; i++) leaf -= children[i].LeafCount;
        return children[i].PathOf(leaf, names[i]);
    }

    /// <summary>The number of the first leaf of a child.</summary>
    internal int FirstLeaf(int child)
    {
        int n = 0;
        for (int i = 0; i < child; i++) n += children[i].LeafCount;
        return n;
    }

    /// <summary>For each leaf what a function returns for its child.</summary>
    internal T[] PerLeaf<T>(Func<int, T> ofChild) => [.. children.SelectMany((c, i) => Enumerable.Repeat(ofChild(i), c.LeafCount))];

    /// <summary>The part with a path, and the number of its first leaf; null if there is none. Case does not matter.</summary>
    internal (TreeDefinition Part, int FirstLeaf)? Find(string path) => Find((path is "" or ['[', ..] or ['.', ..] ? path : "." + path).AsSpan());

    (TreeDefinition, int)? Find(ReadOnlySpan<char> path)
    {
        if (path.IsEmpty) return (this, 0);
        for (int i = 0; i < children.Length; i++)
        {
            string label = node!.Label(key, i);
            // A name may be the beginning of another, or contain a dot.
            if (path.StartsWith(label, StringComparison.OrdinalIgnoreCase) && children[i].Find(path[label.Length..]) is var (part, first)) return (part, FirstLeaf(i) + first);
        }
        return null;
    }

    /// <inheritdoc/>
    public bool Equals(TreeDefinition? other)
    {
        if (ReferenceEquals(this, other)) return true;
        if (other is null || hash != other.hash || kind != other.kind || node != other.node || children.Length != other.children.Length || !StaticKeys.Instance.Equals(key, other.key)) return false;
        for (int i = 0; i < children.Length; i++)
            if (!children[i].Equals(other.children[i])) return false;
        return true;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as TreeDefinition);

    /// <inheritdoc/>
    public override int GetHashCode() => hash;

    /// <summary>The text, such as <c>{bias: *, layers: [*, *]}</c>, with a star for each leaf.</summary>
    public override string ToString() => kind switch
    {
        Kind.Leaf => "*",
        Kind.Null => Spell.Name("null"),
        Kind.Omitted => "-",
        Kind.Static => key?.ToString() ?? Spell.Name("null"),
        _ when key is Names names => "{" + string.Join(", ", children.Select((c, i) => $"{names[i]}: {c}")) + "}",
        _ => "[" + string.Join(", ", (IEnumerable<TreeDefinition>)children) + "]",
    };

    object? Unflatten(ReadOnlySpan<object?> leaves, ref int at)
    {
        switch (kind)
        {
            case Kind.Leaf: return leaves[at++];
            case Kind.Null: return null;
            case Kind.Omitted: return Missing.Value;
            case Kind.Static: return key;
            default:
                var parts = new object?[children.Length];
                for (int i = 0; i < parts.Length; i++) parts[i] = children[i].Unflatten(leaves, ref at);
                return node!.Join(key, parts);
        }
    }

    static object Present(Value x) => x is Tensor { Rank: 0 } t ? t.TakeItem() : x;

    void Present(ReadOnlySpan<Value> leaves, object?[] r, ref int at, bool numbers)
    {
        if (kind == Kind.Leaf)
        {
            r[at] = numbers ? Present(leaves[at]) : leaves[at];
            at++;
        }
        foreach (var c in children) c.Present(leaves, r, ref at, node!.HasProperties);
    }

    /// <summary>Compares static values: arrays item by item, and tensors by reference, because numbers of different dtypes are equal.</summary>
    sealed class StaticKeys : IEqualityComparer
    {
        public static readonly StaticKeys Instance = new();

        public new bool Equals(object? x, object? y) =>
            x is Tensor || y is Tensor ? ReferenceEquals(x, y) : x is IStructuralEquatable s ? s.Equals(y, this) : object.Equals(x, y);

        public int GetHashCode(object x) =>
            x is Tensor ? System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(x) : x is IStructuralEquatable s ? s.GetHashCode(this) : x.GetHashCode();
    }
}
