using Autodiff.Graphs;
using Autodiff.StableHlo;
using Autodiff.Tracing;
using Autodiff.Transforms;

namespace Autodiff;

/// <summary>
/// Runs a graph while another returns true (StableHLO while, jax.lax.while_loop). Both graphs take the carries, then constants; the body returns the carries.
/// It has no reverse mode, because the number of residuals is unknown.
/// </summary>
/// <param name="Test">Returns one boolean.</param>
/// <param name="Body">The graph of one step.</param>
sealed record While(Graph Test, Graph Body) : Primitive
{
    public override IReadOnlyList<Graph> Graphs => [Test, Body];

    internal override bool IsOpenEnded => true;

    internal override double RunLength => double.PositiveInfinity;

    internal override Primitive With(Graph[] graphs) => new While(graphs[0], graphs[1]);

    public override bool HasEffect => Test.HasEffect || Body.HasEffect;

    int Carries => Body.Outputs.Length;

    public override TensorType[] Infer(TensorType[] x)
    {
        for (int i = 0; i < Carries; i++)
            if (x[i].Strong != Body.Outputs[i].Type.Strong) throw new AdException($"WhileLoop: the carry begins as {x[i]}, but the body returns {Body.Outputs[i].Type}.", ErrorId.ShapeMismatch);
        return Body.OutputTypes;
    }

    public override Tensor[] Evaluate(Tensor[] x)
    {
        var (carries, constants) = (x[..Carries], x[Carries..]);
        while (Interpreter.Evaluate(Test, [.. carries, .. constants])[0].Truth) carries = Interpreter.Evaluate(Body, [.. carries, .. constants]);
        for (int i = 0; i < carries.Length; i++) carries[i] = carries[i].Retyped(Body.Outputs[i].Type);
        return carries;
    }

    public override (Value[] Y, Value?[] DY) Jvp(Value[] x, Value?[] dx)
    {
        int n = Carries;
        var nonzero = Grow(Mask.Present(dx), m => GraphTransforms.Jvp(Body, m, m.Slice(0, n)).Outputs);
        var tangents = nonzero.Slice(0, n);
        var g = GraphTransforms.Jvp(Body, nonzero, tangents).Graph;
        // Carries and their tangents come before constants and their tangents.
        Variable[] primals = g.Inputs[..x.Length], duals = g.Inputs[x.Length..];
        int m = tangents.Count;
        var body = new Graph([.. primals[..n], .. duals[..m], .. primals[n..], .. duals[m..]], g.Equations, g.Outputs, g.Variables);
        int next = Test.Variables;
        Variable Unused(Variable v) => new(null, v.Type, next++);
        Variable[] inputs = [.. Test.Inputs[..n], .. duals[..m].Select(Unused), .. Test.Inputs[n..], .. duals[m..].Select(Unused)];
        var test = new Graph(inputs, Test.Equations, Test.Outputs, next);

        var d = LoopCarries.Tangents(x, dx, nonzero);
        return Call.Split(new While(test, body).Bind([.. x[..n], .. d[..m], .. x[n..], .. d[m..]]), tangents);
    }

    public override (Value[] Y, Value?[] DY) Linearize(Value[] x, Value?[] dx) =>
        throw new AdException($"WhileLoop: a loop of unknown length has no gradient in reverse mode. Give it maxIterations, use {Spell.Name("Ad.ForLoop")} or {Spell.Name("Ad.Scan")}, use an ordinary while loop outside loop bodies, or use {Spell.Name("Mode")} Forward.", ErrorId.NoReverseMode);

    public override (Value[] Y, bool[] Batched) Batch(Value[] x, bool[] batched, int size)
    {
        int n = Carries;
        var mask = Grow(new(batched), m => GraphTransforms.Batch(Body, m, size, m.Slice(0, n)).Outputs);
        if (GraphTransforms.Batch(Test, mask, size).Outputs[0]) return BatchUntilAllEnd(x, batched, mask, size);
        var test = GraphTransforms.Batch(Test, mask, size).Graph;
        var body = GraphTransforms.Batch(Body, mask, size, mask.Slice(0, n)).Graph;
        return (new While(test, body).Bind(LoopCarries.Expand(x, batched, mask, size)), mask.Slice(0, n).ToArray());
    }

    // Items end at different times. The loop runs until all have ended, and does not change the carries of items that have.
    (Value[], bool[]) BatchUntilAllEnd(Value[] x, bool[] batched, Mask mask, int size)
    {
        int n = Carries;
        mask = Mask.From(x.Length, i => i < n || mask[i]);
        var every = Mask.Filled(n, true);
        var test = GraphTransforms.Batch(Test, mask, size).Graph;
        var body = GraphTransforms.Batch(Body, mask, size, every).Graph;
        var any = Interpreter.StageClosed(a => [Ad.Greater(Ad.Sum(Ad.Cast(Interpreter.Run(test, a)[0], DType.I32)), 0)], test.InputTypes);
        var step = Interpreter.StageClosed(a =>
        {
            var going = Interpreter.Run(test, a)[0];
            var next = Interpreter.Run(body, a);
            for (int i = 0; i < n; i++) next[i] = Cond.Choose(going, next[i], a[i]);
            return next;
        }, body.InputTypes);
        return (new While(any, step).Bind(LoopCarries.Expand(x, batched, mask, size)), every.ToArray());
    }

    Mask Grow(Mask mask, Func<Mask, Mask> outputs)
    {
        int[] carries = [.. Enumerable.Range(0, Carries)];
        return LoopCarries.Grow(mask, carries, carries, outputs);
    }

    public override HloValue[] Lower(Hlo hlo, HloValue[] x, TensorType[] y)
    {
        var types = Array.ConvertAll(x, v => v.Type);
        void Region(Graph g, bool isBody)
        {
            var a = hlo.RegionArguments(types);
            var r = GraphLowering.Body(hlo, g, a);
            hlo.Return(isBody ? [.. r, .. a[Carries..]] : r);
        }
        return hlo.Op("stablehlo.while", types, x, "", () => Region(Test, false), () => Region(Body, true))[..Carries];
    }
}
