using Autodiff.Tracing;
using Autodiff.Trees;

namespace Autodiff.Functions;

/// <summary>The arguments of a call: their structure, one tree a parameter, and what stands for each leaf.</summary>
sealed record Arguments(TreeDefinition Tree, Actual[] Leaves)
{
    public static Arguments Of(TreeDefinition tree, Value[] leaves) => new(tree, Array.ConvertAll(leaves, v => new Actual(v.Type, v)));

    public TensorType[] Types => Array.ConvertAll(Leaves, a => a.Type);

    /// <summary>The tree of a parameter.</summary>
    public TreeDefinition this[int parameter] => Tree.Children[parameter];

    /// <summary>The number of the first leaf of a parameter.</summary>
    public int FirstLeaf(int parameter)
    {
        int n = 0;
        for (int i = 0; i < parameter; i++) n += Tree.Children[i].LeafCount;
        return n;
    }

    /// <summary>The first parameters alone.</summary>
    public Arguments Take(int parameters) => new(TreeDefinition.Array([.. Tree.Children.Take(parameters)]), Leaves[..FirstLeaf(parameters)]);

    /// <summary>The same structure with other leaves.</summary>
    public Arguments With(Actual[] leaves) => new(Tree, leaves);
}
