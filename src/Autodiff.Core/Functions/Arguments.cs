using Autodiff.Tracing;
using Autodiff.Trees;

namespace Autodiff.Functions;

/// <summary>The arguments of a call: a structure with one tree for each parameter, and the leaves.</summary>
sealed record Arguments(TreeDefinition Tree, Actual[] Leaves)
{
    public static Arguments Of(TreeDefinition tree, Value[] leaves) => new(tree, Array.ConvertAll(leaves, v => new Actual(v.Type, v)));

    public TensorType[] Types => Array.ConvertAll(Leaves, a => a.Type);

    /// <summary>The tree of a parameter.</summary>
    public TreeDefinition this[int parameter] => Tree.Children[parameter];

    /// <summary>The index of the first leaf of a parameter.</summary>
    public int FirstLeaf(int parameter)
    {
        int n = 0;
        for (int i = 0; i < parameter; i++) n += Tree.Children[i].LeafCount;
        return n;
    }

    /// <summary>The arguments of the first parameters only.</summary>
    public Arguments Take(int parameters) => new(TreeDefinition.Array([.. Tree.Children.Take(parameters)]), Leaves[..FirstLeaf(parameters)]);

    /// <summary>The same structure with other leaves.</summary>
    public Arguments With(Actual[] leaves) => new(Tree, leaves);
}
