using Autodiff.Graphs;
using Autodiff.Tracing;
using Autodiff.Trees;

namespace Autodiff;

public static partial class Ad
{
    /// <summary>Runs a function with a custom gradient (jax.custom_vjp). It has no forward mode.</summary>
    /// <remarks>The rule is about the operands. A value of the surrounding code that the forward body uses has its ordinary derivative.</remarks>
    /// <param name="forward">Takes the operands; returns the result and the residuals, a tree that is passed to <paramref name="backward"/>.</param>
    /// <param name="backward">Takes the residuals and the cotangent of the result; returns one cotangent for each operand, or null for zero.</param>
    /// <param name="operands">Values, or trees of values.</param>
    /// <returns>The result of the forward body.</returns>
    /// <exception cref="AdException">A body returns another structure, or a cotangent has another shape than its operand.</exception>
    public static object? CustomGradient(Body forward, Body backward, params object?[] operands)
    {
        var x = FlattenOperands(nameof(CustomGradient), operands);
        var f = StagedBody.Trace(forward, "the forward body of CustomGradient", x.Definition, Array.ConvertAll(x.Leaves, v => new Actual(v.Type, v)), ReadForward);
        var (structure, residuals) = (f.Result.Children[0], f.Result.Children[1]);
        int results = structure.LeafCount;
        Actual[] inputs =
        [
            .. f.Types[results..].Select(t => new Actual(t, null, "a residual of CustomGradient")),
            .. f.Types[..results].Select(t => new Actual(t.Strong, null, "the cotangent of CustomGradient")),
        ];
        var b = StagedBody.Trace(backward, "the backward body of CustomGradient", TreeDefinition.Array(residuals, structure), inputs, result => ReadCotangents(result, x));
        // What the bodies captured is passed on to the backward body as residuals.
        var captured = StagedBody.Union(f, b);
        var (first, last) = (f.CapturingAll(captured).Graph, b.CapturingAll(captured).Graph);
        int known = f.Types.Length - results, own = inputs.Length;
        first = new(first.Inputs, first.Equations, [.. first.Outputs, .. first.Inputs[x.Leaves.Length..]], first.Variables);
        last = new([.. last.Inputs[..known], .. last.Inputs[own..], .. last.Inputs[known..own]], last.Equations, last.Outputs, last.Variables);
        return structure.Unflatten(new CustomGradient(first, last, results).Bind([.. x.Leaves, .. captured]));
    }

    /// <summary>The result and the residuals.</summary>
    static Tree ReadForward(object? result)
    {
        if (ScriptHost.Current.Unwrap(result) is not System.Collections.IList { Count: 2 } pair)
            throw new AdException($"CustomGradient: the forward body must return two values: the result and the residuals. The residuals may be {Spell.Name("null")}.", ErrorId.StructureMismatch);
        var value = Tree.Of(pair[0], "the result of CustomGradient");
        return Tree.Array(value, ScriptHost.Current.Unwrap(pair[1]) is null ? Tree.Null : Tree.Of(pair[1], "the residuals of CustomGradient"));
    }

    static Tree ReadCotangents(object? result, Tree operands)
    {
        int count = operands.Definition.Children.Count;
        object? unwrapped = ScriptHost.Current.Unwrap(result);
        object?[] given = count == 1 ? [unwrapped] : unwrapped is System.Collections.IList list ? [.. list.Cast<object?>()] : [unwrapped];
        if (given.Length != count) throw new AdException($"CustomGradient: the backward body returned {given.Length} cotangents; expected {count}, one for each operand.", ErrorId.StructureMismatch);
        return Tree.Array([.. given.Select((ct, i) => ReadCotangent(ct, $"cotangent {i + 1}", operands[i]))]);
    }

    static Tree ReadCotangent(object? given, string name, Tree operand)
    {
        if (ScriptHost.Current.Unwrap(given) is null) return operand.Map(v => Tensor.Zeros(v.Type));
        var ct = Tree.Of(given, $"{name} of CustomGradient");
        if (!ct.Definition.Equals(operand.Definition)) throw new AdException($"CustomGradient: {name} has structure {ct}; expected {operand}, the structure of its operand.", ErrorId.StructureMismatch);
        for (int k = 0; k < ct.Leaves.Length; k++)
        {
            TensorType found = ct.Leaves[k].Type, wanted = operand.Leaves[k].Type;
            if (found.Shape != wanted.Shape) throw new AdException($"CustomGradient: {operand.Definition.PathOf(k, name)} is {found}; expected {wanted}, the type of its operand.", ErrorId.ShapeMismatch);
        }
        return ct.Zip(operand, (c, x) => Cast(c, x.DType, false));
    }
}
