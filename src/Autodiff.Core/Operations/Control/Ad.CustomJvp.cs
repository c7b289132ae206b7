using Autodiff.Graphs;
using Autodiff.Tracing;
using Autodiff.Trees;

namespace Autodiff;

public static partial class Ad
{
    /// <summary>Runs a function with a custom derivative, a rule of tangents that serves both modes (jax.custom_jvp).</summary>
    /// <remarks>The rule is about the operands. A value of the surrounding code that the function uses has its ordinary derivative.</remarks>
    /// <param name="function">Takes the operands; returns the result.</param>
    /// <param name="rule">Takes the operands and then their tangents, which have the types of the operands; returns the result and its tangent, which is linear in the tangents.</param>
    /// <param name="operands">Values, or trees of values.</param>
    /// <returns>The result of the function.</returns>
    /// <exception cref="AdException">A body returns another structure, or a tangent has another shape than the result.</exception>
    public static object? CustomJvp(Body function, Body rule, params object?[] operands)
    {
        var x = FlattenOperands(nameof(CustomJvp), operands);
        Actual[] inputs = Array.ConvertAll(x.Leaves, v => new Actual(v.Type, v));
        var f = StagedBody.Trace(function, "the function of CustomJvp", x.Definition, inputs);
        Actual[] tangents = Array.ConvertAll(x.Leaves, v => new Actual(v.Type.Strong, null, "a tangent of CustomJvp"));
        var arguments = TreeDefinition.Array([.. x.Definition.Children, .. x.Definition.Children]);
        var r = StagedBody.Trace(rule, "the rule of CustomJvp", arguments, [.. inputs, .. tangents], result => ReadRule(result, f));
        var captured = StagedBody.Union(f, r);
        var (graph, derivative) = (f.CapturingAll(captured).Graph, Passes.Inline(r.CapturingAll(captured).Graph));
        return f.Result.Unflatten(new CustomJvp(graph, WithoutTangents(derivative, graph, inputs.Length)).Bind([.. x.Leaves, .. captured]));
    }

    /// <summary>The result and its tangent, with the types of the function's result.</summary>
    static Tree ReadRule(object? result, StagedBody function)
    {
        if (ScriptHost.Current.Unwrap(result) is not System.Collections.IList { Count: 2 } pair)
            throw new AdException("CustomJvp: the rule must return two values: the result and its tangent.", ErrorId.StructureMismatch);
        return Tree.Array(Read(pair[0], "the result of the rule", t => t), Read(pair[1], "the tangent", t => t.Strong));

        Tree Read(object? given, string name, Func<TensorType, TensorType> typed)
        {
            var tree = Tree.Of(given, $"{name} of CustomJvp");
            if (!tree.Definition.Equals(function.Result)) throw new AdException($"CustomJvp: {name} has structure {tree}; expected {function.Result} of {new TensorTypes(function.Types)}, as the function returns.", ErrorId.StructureMismatch);
            for (int i = 0; i < tree.Leaves.Length; i++)
            {
                TensorType found = tree.Leaves[i].Type, wanted = typed(function.Types[i]);
                if (found.Shape != wanted.Shape) throw new AdException($"CustomJvp: {tree.Definition.PathOf(i, name)} is {found}; expected {wanted}, the type of the function's result.", ErrorId.ShapeMismatch);
                tree.Leaves[i] = Cast(tree.Leaves[i], wanted.DType, wanted.Weak);
            }
            return tree;
        }
    }

    // Reverse mode needs results that do not depend on a tangent. Where the rule computes one from tangents, as a loop does that carries both, the function gives it.
    static Graph WithoutTangents(Graph rule, Graph function, int operands)
    {
        int results = function.Outputs.Length;
        var tangents = new HashSet<object>(rule.Inputs[operands..(2 * operands)], ReferenceEqualityComparer.Instance);
        foreach (var e in rule.Equations)
            if (e.Inputs.Any(tangents.Contains)) tangents.UnionWith(e.Outputs.ToArray());
        if (!rule.Outputs[..results].Any(tangents.Contains)) return rule;
        return Interpreter.StageClosed(a => [.. Interpreter.Run(function, [.. a[..operands], .. a[(2 * operands)..]]), .. Interpreter.Run(rule, a)[results..]], rule.InputTypes);
    }
}
