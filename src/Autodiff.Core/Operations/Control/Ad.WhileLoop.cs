using Autodiff.Tracing;
using Autodiff.Trees;

namespace Autodiff;

public static partial class Ad
{
    /// <summary>Runs a body as long as a test of its carry is true (jax.lax.while_loop).</summary>
    /// <param name="test">Takes the carry; gives one boolean.</param>
    /// <param name="body">Takes the carry; gives the next.</param>
    /// <param name="init">The first carry, a tree.</param>
    /// <param name="maxIterations">
    /// A bound, with which the loop has a gradient. If the test is still true there, that is an error outside of compiled code; inside, floating results are NaN.
    /// </param>
    /// <returns>The last carry.</returns>
    public static object? WhileLoop(Body test, Body body, object? init, int? maxIterations = null)
    {
        if (maxIterations is { } bound) return BoundedWhileLoop(test, body, init, bound);
        var carry = new Carry(nameof(WhileLoop), init);
        var step = carry.Settle(body, [], [], isCarryFirst: true, hasOutput: false);
        var check = Test(test, carry.Tree, carry.Types);
        var captured = StagedBody.Union(check, step);
        var loop = new While(check.CapturingAll(captured).Graph, step.CapturingAll(captured).Graph);
        return carry.Tree.Unflatten(loop.Bind([.. carry.Initial, .. captured]));
    }

    static StagedBody Test(Body test, TreeDefinition tree, TensorType[] types)
    {
        var staged = StagedBody.Trace(test, "the test of WhileLoop", [tree], Array.ConvertAll(types, t => new Actual(t, null, "the carry of WhileLoop")), (result, leaves) =>
        {
            var definition = TreeDefinition.Flatten(result, "the result of the test of WhileLoop", leaves);
            if (leaves is [{ Size: 1 } one]) leaves[0] = Reshape(Truth(one), default(Shape));
            return definition;
        });
        return staged.Types is [{ Rank: 0 }] ? staged : throw new AdException($"WhileLoop: the test must give one boolean, but it gives {staged.Result} of {new TensorTypes(staged.Types)}: use [Ad]::Any or [Ad]::All.", "StructureMismatch");
    }

    // A scan of so many steps, each of which leaves the carry alone once the test is false.
    static object? BoundedWhileLoop(Body test, Body body, object? init, int bound)
    {
        if (bound < 0) throw new AdException($"WhileLoop: maxIterations is {bound}; it must not be negative.", "InvalidOperand");
        Body keep = (Func<object?[], object?>)(a => a[0]);
        Body step = (Func<object?[], object?>)(a => new[] { Cond(TestOf(a[0]), body, keep, a[0]), null });
        object? last = Scan(step, init, null, bound)[0];
        var going = TestOf(last);
        if (going is Tensor known)
            return known.Truth ? throw new AdException($"WhileLoop: the test is still true after {bound} iterations (maxIterations).", "TooManyIterations") : last;
        var (tree, leaves) = TreeDefinition.Flatten(last, "the carry of WhileLoop");
        for (int i = 0; i < leaves.Length; i++)
            if (leaves[i].Type.IsFloat) leaves[i] = Where(going, Tensor.Full(leaves[i].Type, double.NaN), leaves[i]);
        return tree.Unflatten(leaves);

        Value TestOf(object? carry)
        {
            var r = TreeDefinition.Flatten(test.Invoke([carry]), "the result of the test of WhileLoop").Leaves;
            return r is [{ Size: 1 } one] ? Reshape(Truth(one), default(Shape)) : throw new AdException("WhileLoop: the test must give one boolean: use [Ad]::Any or [Ad]::All.", "StructureMismatch");
        }
    }
}
