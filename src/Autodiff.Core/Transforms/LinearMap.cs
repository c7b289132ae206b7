using Autodiff.Graphs;
using Autodiff.Tracing;

namespace Autodiff.Transforms;

/// <summary>The linear map from tangents to tangents at a point: a graph that takes the nonzero tangents, then the residuals.</summary>
/// <param name="graph">A closed graph, linear in its first inputs.</param>
/// <param name="residuals">The values of its last inputs.</param>
/// <param name="inputs">The inputs of the function that have a tangent.</param>
/// <param name="outputs">The results that have a tangent.</param>
sealed class LinearMap(Graph graph, Value[] residuals, Mask inputs, Mask outputs)
{
    public Graph Graph => graph;
    public Value[] Residuals => residuals;
    public Mask Outputs => outputs;

    /// <summary>The cotangents of all inputs, from those of the results. Null is zero.</summary>
    public Value?[] Pull(Value?[] ct)
    {
        var linear = new Value?[inputs.Count];
        var r = Transposition.Backward(graph, [.. linear, .. residuals], outputs.Pick(ct));
        int k = 0;
        var all = new Value?[inputs.Length];
        for (int i = 0; i < all.Length; i++)
            if (inputs[i]) all[i] = r[k++];
        return all;
    }
}
