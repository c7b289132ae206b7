using Autodiff.Transforms;
using Autodiff.Trees;

namespace Autodiff.Functions;

/// <summary>The product of a cotangent, the last parameter, with the derivative of a function (jax.vjp). The result is what a gradient looks like.</summary>
sealed class VjpFunction(Function inner, string[] parameters) : DirectedFunction("vjp", "Cotangent", inner, parameters)
{
    private protected override TreeDefinition Structure(Leaf leaf, Selection selection) => leaf.Result;

    private protected override TreeDefinition Result(Leaf leaf, Selection selection) => selection.Structure;

    private protected override Value[] Differentiate(Leaf leaf, Selection selection, Value[] x, Func<int, TensorType, Value?> along)
    {
        int n = leaf.Results;
        var (y, map) = Differentiation.Linearize(v => Run(leaf, v), x, selection.Mask(x.Length));
        var ct = new Value?[y.Length];
        for (int i = 0; i < n; i++)
            if (y[i].Type.IsFloat) ct[i] = along(i, y[i].Type);
        var c = map.Pull(ct);
        return [.. selection.Leaves.Select(i => c[i] ?? Tensor.Zeros(x[i].Type)), .. y[n..]];
    }
}
