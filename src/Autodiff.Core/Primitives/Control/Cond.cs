using Autodiff.Families;
using Autodiff.Graphs;
using Autodiff.StableHlo;
using Autodiff.Tracing;
using Autodiff.Transforms;

namespace Autodiff;

/// <summary>Runs one of two graphs of equal types, chosen by a boolean (StableHLO if). Operands: the boolean, then the inputs of the graphs.</summary>
/// <param name="Then">Runs if the boolean is true.</param>
/// <param name="Else">Runs if the boolean is false.</param>
sealed record Cond(Graph Then, Graph Else) : Primitive
{
    public override IReadOnlyList<Graph> Graphs => [Then, Else];

    internal override Primitive With(Graph[] graphs) => new Cond(graphs[0], graphs[1]);

    public override bool HasEffect => Then.HasEffect || Else.HasEffect;

    public override TensorType[] Infer(TensorType[] x) => x[0].DType == DType.Bool && x[0].Rank == 0
        ? Then.OutputTypes
        : throw new AdException($"Cond: the condition is {x[0]}; expected one boolean. Use {Spell.Name("Ad.Any")} or {Spell.Name("Ad.All")}, or {Spell.Name("Ad.Where")} to choose element by element.", ErrorId.InvalidOperand);

    public override Tensor[] Evaluate(Tensor[] x) => Interpreter.Evaluate(x[0].Truth ? Then : Else, x.AsSpan(1));

    public override (Value[] Y, Value?[] DY) Jvp(Value[] x, Value?[] dx)
    {
        var nonzero = Mask.Present(dx[1..]);
        var outputs = GraphTransforms.Jvp(Then, nonzero).Outputs | GraphTransforms.Jvp(Else, nonzero).Outputs;
        Graph Of(Graph g) => GraphTransforms.Jvp(g, nonzero, outputs).Graph;
        return Call.Split(new Cond(Of(Then), Of(Else)).Bind([.. x, .. nonzero.Pick(dx[1..])!]), outputs);
    }

    public override (Value[] Y, Value?[] DY) Linearize(Value[] x, Value?[] dx)
    {
        var nonzero = Mask.Present(dx[1..]);
        var outputs = GraphTransforms.Linearize(Then, nonzero).Outputs | GraphTransforms.Linearize(Else, nonzero).Outputs;
        int n = Then.Outputs.Length;
        var none = Mask.Filled(n, false);
        var branches = new BranchResiduals(
            GraphTransforms.Linearize(Then, nonzero, outputs, default, none),
            GraphTransforms.Linearize(Else, nonzero, outputs, default, none), n, nonzero.Count);
        var y = new Cond(branches.Primal(0), branches.Primal(1)).Bind(x);
        var residuals = branches.ForwardedInputs.Select(i => x[1 + i]);
        var dy = new Cond(branches.Linear(0), branches.Linear(1)).Bind([x[0], .. nonzero.Pick(dx[1..])!, .. y[n..], .. residuals]);
        return (y[..n], outputs.Scatter(dy));
    }

    public override Value?[] LinearTranspose(Value?[] ct, Operand[] x)
    {
        var linear = Operands.Linear(x[1..]);
        var nonzero = Mask.Present(ct);
        var outputs = GraphTransforms.Transpose(Then, linear, nonzero).Outputs | GraphTransforms.Transpose(Else, linear, nonzero).Outputs;
        Graph Of(Graph g) => GraphTransforms.Transpose(g, linear, nonzero, outputs).Graph;
        var r = new Cond(Of(Then), Of(Else)).Bind([x[0].Known, .. Operands.Known(x[1..]), .. nonzero.Pick(ct)!]);
        return [null, .. outputs.Scatter(r)];
    }

    public override (Value[] Y, bool[] Batched) Batch(Value[] x, bool[] batched, int size) => batched[0] ? BatchAsSelect(x, batched, size) : BatchBranches(x, batched, size);

    (Value[], bool[]) BatchBranches(Value[] x, bool[] batched, int size)
    {
        var operands = new Mask(batched[1..]);
        var outputs = GraphTransforms.Batch(Then, operands, size).Outputs | GraphTransforms.Batch(Else, operands, size).Outputs;
        Graph Of(Graph g) => GraphTransforms.Batch(g, operands, size, outputs).Graph;
        return (new Cond(Of(Then), Of(Else)).Bind(x), outputs.ToArray());
    }

    // Items may take different branches, so both branches are computed and their results selected. A branch must not be differentiated at operands for which it was
    // not chosen, because its derivative may be infinite there: these operands have a stopped gradient (jax/_src/lax/control_flow/conditionals.py, jax#1052).
    (Value[], bool[]) BatchAsSelect(Value[] x, bool[] batched, int size)
    {
        if (HasEffect) throw new AdException("Cond: a branch that prints cannot be mapped over conditions that differ between items.", ErrorId.NotSupported);
        Value[] Run(Graph g, bool side)
        {
            var operands = Batching.Expand(x[1..], batched[1..], size);
            for (int i = 0; i < operands.Length; i++)
            {
                var (own, stopped) = (operands[i], Ad.StopGradient(operands[i]));
                operands[i] = side ? Choose(x[0], own, stopped) : Choose(x[0], stopped, own);
            }
            var every = Mask.Filled(operands.Length, true);
            return Interpreter.Run(GraphTransforms.Batch(g, every, size, Mask.Filled(g.Outputs.Length, true)).Graph, operands);
        }
        var (a, b) = (Run(Then, true), Run(Else, false));
        for (int i = 0; i < a.Length; i++) a[i] = Choose(x[0], a[i], b[i]);
        return (a, Mask.Filled(a.Length, true).ToArray());
    }

    /// <summary>Selects a or b for each item.</summary>
    internal static Value Choose(Value test, Value a, Value b) => new Select().Bind(Ad.Broadcast(test, a.Type.Shape, new Axes(0)), a, b);

    public override HloValue[] Lower(Hlo hlo, HloValue[] x, TensorType[] y)
    {
        Action Region(Graph g) => () => hlo.Return(GraphLowering.Body(hlo, g, x[1..]));
        return hlo.Op("stablehlo.if", y, [x[0]], "", Region(Then), Region(Else));
    }
}
