using Autodiff.Transforms;
using Autodiff.Trees;

namespace Autodiff.Functions;

/// <summary>The value of a function and its derivative along a tangent, which is the last parameter (jax.jvp).</summary>
sealed class JvpFunction(Function inner, string[] parameters) : DirectedFunction("jvp", "Tangent", inner, parameters)
{
    private protected override TreeDefinition Structure(Specialization specialization, Selection selection) => selection.Structure;

    private protected override TreeDefinition Result(Specialization specialization, Selection selection) => TreeDefinition.Record(["Value", "Tangent"], [specialization.Result, specialization.Result]);

    private protected override Value[] Differentiate(Specialization specialization, Selection selection, Value[] x, Func<int, TensorType, Value?> along)
    {
        int n = specialization.Results;
        var dx = new Value?[x.Length];
        for (int k = 0; k < selection.Leaves.Length; k++) dx[selection.Leaves[k]] = along(k, x[selection.Leaves[k]].Type);
        var (y, dy) = Differentiation.Jvp(v => Run(specialization, v), x, dx);
        return [.. y[..n], .. Enumerable.Range(0, n).Select(i => dy[i] ?? Tensor.Zeros(y[i].Type)), .. y[n..]];
    }
}
