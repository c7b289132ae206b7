using Autodiff.Graphs;
using Autodiff.Tracing;
using Autodiff.Trees;

namespace Autodiff;

public static partial class Ad
{
    /// <summary>Runs a body while a test of the carry is true (jax.lax.while_loop).</summary>
    /// <param name="test">Takes the carry; returns a boolean of one element.</param>
    /// <param name="body">Takes the carry; returns the next carry.</param>
    /// <param name="init">The initial carry, a tree.</param>
    /// <param name="maxIterations">
    /// The greatest number of iterations. With it the loop has a gradient. If the test is still true after it, that is an error. In compiled code the floating results
    /// and all derivatives are NaN, and integers the least i32 or i64 or the greatest u32. Default: none.
    /// </param>
    /// <returns>The last carry.</returns>
    /// <exception cref="AdException">
    /// The carry changes its structure or shape, the test does not return one boolean, or the test is still true after <paramref name="maxIterations"/>.
    /// </exception>
    public static object? WhileLoop(Body test, Body body, object? init, int? maxIterations = null)
    {
        if (maxIterations < 0) throw new AdException($"WhileLoop: maxIterations is {maxIterations}; expected at least 0.", ErrorId.InvalidOperand);
        return While(nameof(WhileLoop), test, body, init, maxIterations);
    }

    static object? While(string operation, Body test, Body body, object? init, int? maxIterations = null)
    {
        var carry = new Carry(operation, init);
        var step = carry.Settle(body, [], [], isCarryFirst: true, hasOutput: false);
        var check = Test(operation, test, carry);
        var captured = StagedBody.Union(check, step);
        var (going, next) = (check.CapturingAll(captured).Graph, step.CapturingAll(captured).Graph);
        Value[] x = [.. carry.Initial.Leaves, .. captured];
        return carry.Structure.Unflatten(maxIterations is { } bound ? BoundedWhile(going, next, x, bound) : new While(going, next).Bind(x));
    }

    static StagedBody Test(string operation, Body test, Carry carry)
    {
        string kind = $"the test of {operation}";
        var staged = StagedBody.Trace(test, kind, TreeDefinition.Array(carry.Structure), Array.ConvertAll(carry.Types, t => new Actual(t, null, $"the carry of {operation}")), result =>
        {
            var tree = Tree.Of(result, $"the result of {kind}");
            return tree.Leaves is [{ Size: 1 } one] ? tree with { Leaves = [Reshape(Truth(one), default(Shape))] } : tree;
        });
        return staged.Types is [{ Rank: 0 }] ? staged : throw new AdException($"{operation}: the test returned {staged.Result} of {new TensorTypes(staged.Types)}; expected one boolean. Use {Spell.Name("Ad.Any")} or {Spell.Name("Ad.All")}.", ErrorId.StructureMismatch);
    }

    // A scan of bound steps. Once the test is false a step leaves the carry unchanged.
    static Value[] BoundedWhile(Graph test, Graph body, Value[] x, int bound)
    {
        int n = body.Outputs.Length;
        var keep = Interpreter.StageClosed(a => a[..n], body.InputTypes);
        var step = Interpreter.StageClosed(a => new Cond(body, keep).Bind([Interpreter.Run(test, a)[0], .. a]), body.InputTypes);
        string carries = new('c', n);
        var y = new Scan(step, carries + new string('k', x.Length - n), carries, bound, false).Bind(x);

        var end = new Unfinished(bound);
        var going = end.Bind(Interpreter.Run(test.Silent, [.. y, .. x[n..]])[0]);
        if (going is Tensor known) return known.Truth ? throw end.Failure() : y;
        // What has not finished is no result: NaN, as all its derivatives are. So it depends on all operands, by a factor that is 0 if the loop has finished.
        var factor = Where(going, double.NaN, 0.0);
        Value[] lost = [.. x.Where(v => v.Type.IsFloat).Select(v => Sum(Cast(factor, v.DType) * v))];
        return Array.ConvertAll(y, v => Where(going, Missing(v.Type), v));

        Value Missing(TensorType type) => !type.IsFloat ? Tensor.Full(type, type.DType.Missing)
            : lost.Aggregate((Value)Tensor.Full(type, double.NaN), (sum, v) => sum + Cast(v, type.DType, type.Weak));
    }
}
