using Autodiff.Tracing;
using Autodiff.Trees;

namespace Autodiff.Functions;

/// <summary>The arguments of a call.</summary>
/// <param name="Tree">A structure with one tree for each parameter.</param>
/// <param name="Leaves">The leaves.</param>
/// <param name="Free">The values of the free variables for this call.</param>
sealed record Arguments(TreeDefinition Tree, Actual[] Leaves, object? Free)
{
    public static Arguments Of(TreeDefinition tree, Value[] leaves, object? free) => new(tree, Array.ConvertAll(leaves, v => new Actual(v.Type, v)), free);

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
    public Arguments Take(int parameters) => new(TreeDefinition.Array([.. Tree.Children.Take(parameters)]), Leaves[..FirstLeaf(parameters)], Free);

    /// <summary>The same structure with other leaves.</summary>
    public Arguments With(Actual[] leaves) => this with { Leaves = leaves };
}
