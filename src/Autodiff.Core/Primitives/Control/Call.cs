using Autodiff.Graphs;
using Autodiff.StableHlo;
using Autodiff.Tracing;
using Autodiff.Transforms;

namespace Autodiff;

/// <summary>Runs a graph. A function that is called during the trace of another becomes a Call.</summary>
/// <param name="Label">The name of the function.</param>
/// <param name="Body">The graph.</param>
/// <param name="Keep">Whether it is a checkpoint (jax.checkpoint): it is never inlined, and its linear part recomputes residuals instead of keeping them.</param>
sealed record Call(string Label, Graph Body, bool Keep = false) : Primitive
{
    public override string Name => Keep ? "checkpoint" : "call";

    public override string Parameters => $"name={Label}";

    public override IReadOnlyList<Graph> Graphs => [Body];

    internal override Primitive With(Graph[] graphs) => this with { Body = graphs[0] };

    public override Graph? Inlined => Keep ? null : Body;

    public override bool HasEffect => Body.HasEffect;

    public override TensorType[] Infer(TensorType[] x) => Body.OutputTypes;

    public override Tensor[] Evaluate(Tensor[] x) => Interpreter.Evaluate(Body, x);

    public override (Value[] Y, Value?[] DY) Jvp(Value[] x, Value?[] dx)
    {
        var nonzero = Mask.Present(dx);
        var j = GraphTransforms.Jvp(Body, nonzero);
        return Split(new Call($"jvp({Label})", j.Graph, Keep).Bind([.. x, .. nonzero.Pick(dx)!]), j.Outputs);
    }

    public override (Value[] Y, Value?[] DY) Linearize(Value[] x, Value?[] dx) => Keep ? LinearizeAgain(x, dx) : LinearizeOnce(x, dx);

    (Value[], Value?[]) LinearizeOnce(Value[] x, Value?[] dx)
    {
        var nonzero = Mask.Present(dx);
        var lin = GraphTransforms.Linearize(Body, nonzero);
        var y = new Call($"primal({Label})", lin.Primal).Bind(x);
        var dy = new Call($"linear({Label})", lin.Linear).Bind([.. nonzero.Pick(dx)!, .. lin.ResidualsOf(x, y)]);
        return (y[..lin.Outputs.Length], lin.Outputs.Scatter(dy));
    }

    // The linear call takes the arguments themselves, and recomputes the residuals each time it runs.
    (Value[], Value?[]) LinearizeAgain(Value[] x, Value?[] dx)
    {
        var nonzero = Mask.Present(dx);
        var lin = GraphTransforms.Linearize(Body, nonzero);
        var again = Body.Derived((nameof(LinearizeAgain), nonzero), () => Passes.DeadCode(Interpreter.StageClosed(
            a => Interpreter.Run(lin.Linear, [.. a[x.Length..], .. lin.ResidualsOf(a, Interpreter.Run(lin.Primal, a[..x.Length]))]),
            [.. Body.InputTypes, .. nonzero.Pick(Body.InputTypes).Select(t => t.Strong)])));
        var dy = new Call($"linear({Label})", again, true).Bind([.. x, .. nonzero.Pick(dx)!]);
        return (this.Bind(x), lin.Outputs.Scatter(dy));
    }

    public override Value?[] LinearTranspose(Value?[] ct, Operand[] x)
    {
        var linear = Operands.Linear(x);
        var nonzero = Mask.Present(ct);
        var t = GraphTransforms.Transpose(Body, linear, nonzero);
        return t.Outputs.Scatter(new Call($"transpose({Label})", t.Graph, Keep).Bind([.. Operands.Known(x), .. nonzero.Pick(ct)!]));
    }

    public override (Value[] Y, bool[] Batched) Batch(Value[] x, bool[] batched, int size)
    {
        var b = GraphTransforms.Batch(Body, new(batched), size);
        return (new Call($"vmap({Label})", b.Graph, Keep).Bind(x), b.Outputs.ToArray());
    }

    public override HloValue[] Lower(Hlo hlo, HloValue[] x, TensorType[] y) => hlo.Call(GraphLowering.Function(hlo, Body, Label), y, x);

    internal static (Value[] Y, Value?[] DY) Split(Value[] r, Mask tangents) => (r[..tangents.Length], tangents.Scatter(r.AsSpan(tangents.Length)));
}
