using Autodiff.Tracing;

namespace Autodiff;

public static partial class Ad
{
    /// <summary>Runs a body, and recomputes its intermediate values for the gradient instead of keeping them (jax.checkpoint).</summary>
    /// <param name="body">Takes the operands as arguments.</param>
    /// <param name="operands">Values, or trees of values.</param>
    /// <returns>The result of the body.</returns>
    public static object? Checkpoint(Body body, params object?[] operands)
    {
        var x = FlattenOperands(nameof(Checkpoint), operands);
        var staged = StagedBody.Trace(body, "the body of Checkpoint", x.Definition, Array.ConvertAll(x.Leaves, v => new Actual(v.Type, v)));
        return staged.Result.Unflatten(new Call("checkpoint", staged.Graph, true).Bind([.. x.Leaves, .. staged.Captured]));
    }
}
