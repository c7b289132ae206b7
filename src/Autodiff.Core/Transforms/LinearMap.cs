using Autodiff.Graphs;
using Autodiff.Tracing;

namespace Autodiff.Transforms;

/// <summary>The linear map of tangents to tangents at a point: a graph of the tangents that are not zero and, behind them, of residuals.</summary>
/// <param name="graph">Closed; linear in its first inputs.</param>
/// <param name="residuals">The values of its last inputs.</param>
/// <param name="inputs">Which inputs of the function have a tangent.</param>
/// <param name="outputs">Which results have one.</param>
sealed class LinearMap(Graph graph, Value[] residuals, Mask inputs, Mask outputs)
{
    public Graph Graph => graph;
    public Value[] Residuals => residuals;
    public Mask Outputs => outputs;

    /// <summary>Tangents of the results from tangents of all inputs that have one; null is zero.</summary>
    public Value?[] Push(Value[] dx) => outputs.Scatter(Interpreter.Run(graph, [.. dx, .. residuals]));

    /// <summary>Cotangents of all inputs, from cotangents of the results; null is zero.</summary>
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
