using Autodiff.Transforms;
using Autodiff.Trees;

namespace Autodiff.Functions;

/// <summary>The product of a cotangent, which is the last parameter, with the derivative of a function (jax.vjp). The result has the structure of a gradient.</summary>
sealed class VjpFunction(Function inner, string[] parameters) : DirectedFunction("vjp", "Cotangent", inner, parameters)
{
    private protected override TreeDefinition Structure(Specialization specialization, Selection selection) => specialization.Result;

    private protected override TreeDefinition Result(Specialization specialization, Selection selection) => selection.Structure;

    private protected override Value[] Differentiate(Specialization specialization, Selection selection, Value[] x, Func<int, TensorType, Value?> along)
    {
        int n = specialization.Results;
        var (y, map) = Differentiation.Linearize(v => Run(specialization, v), x, selection.Mask(x.Length));
        var ct = new Value?[y.Length];
        for (int i = 0; i < n; i++)
            if (y[i].Type.IsFloat) ct[i] = along(i, y[i].Type);
        var c = map.Pull(ct);
        return [.. selection.Leaves.Select(i => c[i] ?? Tensor.Zeros(x[i].Type)), .. y[n..]];
    }
}
