using Autodiff.Tracing;
using Autodiff.Trees;

namespace Autodiff;

public static partial class Ad
{
    /// <summary>Runs a body, and recomputes its intermediate values for the gradient instead of keeping them (jax.checkpoint).</summary>
    /// <param name="body">Takes the operands as arguments.</param>
    /// <param name="operands">Values, or trees of values.</param>
    /// <returns>The result of the body.</returns>
    public static object? Checkpoint(Body body, params object?[] operands)
    {
        var (trees, leaves) = FlattenOperands(nameof(Checkpoint), operands);
        var staged = StagedBody.Trace(body, "the body of Checkpoint", trees, Array.ConvertAll(leaves, v => new Actual(v.Type, v)));
        return staged.Result.Unflatten(new Call("checkpoint", staged.Graph, true).Bind([.. leaves, .. staged.Captured]));
    }

    /// <summary>Runs a function with a custom gradient (jax.custom_vjp). It has no forward mode.</summary>
    /// <param name="forward">Takes the operands; returns the result and the residuals, a tree that is passed to <paramref name="backward"/>.</param>
    /// <param name="backward">Takes the residuals and the cotangent of the result; returns one cotangent for each operand, or $null for zero.</param>
    /// <param name="operands">Values, or trees of values.</param>
    /// <returns>The result of the forward body.</returns>
    /// <exception cref="AdException">
    /// A body returns another structure, or uses a traced value of the surrounding code; or a cotangent has another shape than its operand.
    /// </exception>
    public static object? CustomGradient(Body forward, Body backward, params object?[] operands)
    {
        var (trees, leaves) = FlattenOperands(nameof(CustomGradient), operands);
        TreeDefinition residualTree = TreeDefinition.Null;
        int results = 0;
        var f = StagedBody.Trace(forward, "the forward body of CustomGradient", trees, Array.ConvertAll(leaves, v => new Actual(v.Type, v)), (result, gathered) =>
        {
            var (value, residuals) = ForwardPair(result);
            var tree = TreeDefinition.Flatten(value, "the result of CustomGradient", gathered);
            results = gathered.Count;
            if (ScriptHost.Current.Unwrap(residuals) is not null) residualTree = TreeDefinition.Flatten(residuals, "the residuals of CustomGradient", gathered);
            return tree;
        });
        Actual[] inputs =
        [
            .. f.Types[results..].Select(t => new Actual(t, null, "a residual of CustomGradient")),
            .. f.Types[..results].Select(t => new Actual(t.Strong, null, "the cotangent of CustomGradient")),
        ];
        var b = StagedBody.Trace(backward, "the backward body of CustomGradient", [residualTree, f.Result], inputs, (result, gathered) => ReadCotangents(result, gathered, trees, leaves));
        foreach (var body in (StagedBody[])[f, b])
            if (body.Captured.Length > 0) throw new AdException($"CustomGradient: a body uses a traced value ({body.Captured[0].Type}) of the code around it, whose gradient would be lost: pass it as an operand.", ErrorId.CapturedTracer);
        return f.Result.Unflatten(new CustomGradient(f.Graph, b.Graph, results).Bind(leaves));
    }

    static (object? Value, object? Residuals) ForwardPair(object? result) => ScriptHost.Current.Unwrap(result) is System.Collections.IList { Count: 2 } pair
        ? (pair[0], pair[1])
        : throw new AdException("CustomGradient: the forward body must give two things, the result and the residuals, as in `$y, $residuals`; the residuals may be $null.", ErrorId.StructureMismatch);

    static TreeDefinition ReadCotangents(object? result, List<Value> gathered, TreeDefinition[] trees, Value[] leaves)
    {
        object? unwrapped = ScriptHost.Current.Unwrap(result);
        object?[] given = trees.Length == 1 ? [unwrapped] : unwrapped is System.Collections.IList list ? [.. list.Cast<object?>()] : [unwrapped];
        if (given.Length != trees.Length) throw new AdException($"CustomGradient: the backward body must give {trees.Length} cotangents, one an operand, but it gives {given.Length}.", ErrorId.StructureMismatch);
        int at = 0;
        for (int i = 0; i < given.Length; i++)
        {
            int first = at, count = trees[i].LeafCount;
            at += count;
            if (ScriptHost.Current.Unwrap(given[i]) is null)
            {
                for (int k = first; k < at; k++) gathered.Add(Tensor.Zeros(leaves[k].Type));
                continue;
            }
            var (tree, values) = TreeDefinition.Flatten(given[i], $"cotangent {i + 1} of CustomGradient");
            if (!tree.Equals(trees[i])) throw new AdException($"CustomGradient: cotangent {i + 1} has the structure {tree}, but its operand is {trees[i]}.", ErrorId.StructureMismatch);
            for (int k = 0; k < count; k++)
            {
                var wanted = leaves[first + k].Type;
                if (values[k].Type.Shape != wanted.Shape) throw new AdException($"CustomGradient: {trees[i].PathOf(k, $"cotangent {i + 1}")} is {values[k].Type}, but its operand is {wanted}.", ErrorId.ShapeMismatch);
                gathered.Add(Cast(values[k], wanted.DType, false));
            }
        }
        return TreeDefinition.Array(trees);
    }
}
