using Autodiff.Tracing;
using Autodiff.Trees;

namespace Autodiff.Functions;

/// <summary>The arguments of a call.</summary>
/// <param name="Definition">A structure with one tree for each parameter.</param>
/// <param name="Leaves">The leaves.</param>
/// <param name="Free">The values of the free variables for this call.</param>
sealed record Arguments(TreeDefinition Definition, Actual[] Leaves, object? Free)
{
    public static Arguments Of(Tree tree, object? free) => new(tree.Definition, Array.ConvertAll(tree.Leaves, v => new Actual(v.Type, v)), free);

    public TensorType[] Types => Array.ConvertAll(Leaves, a => a.Type);

    /// <summary>The tree of a parameter.</summary>
    public TreeDefinition this[int parameter] => Definition.Children[parameter];

    /// <summary>The index of the first leaf of a parameter.</summary>
    public int FirstLeaf(int parameter) => Definition.FirstLeaf(parameter);

    /// <summary>The arguments of the first parameters only.</summary>
    public Arguments Take(int parameters) => new(TreeDefinition.Array([.. Definition.Children.Take(parameters)]), Leaves[..FirstLeaf(parameters)], Free);

    /// <summary>The same structure with other leaves.</summary>
    public Arguments With(Actual[] leaves) => this with { Leaves = leaves };
}
