using Autodiff.Families;
using Autodiff.Graphs;
using Autodiff.StableHlo;
using Autodiff.Tracing;
using Autodiff.Transforms;

namespace Autodiff;

/// <summary>A function with a derivative that the user wrote as a rule of tangents (jax.custom_jvp). The rule serves both modes, because it is linear in the tangents.</summary>
/// <param name="Forward">Takes the operands, then what the bodies captured; returns the results.</param>
/// <param name="Rule">Takes the operands, their tangents, then what the bodies captured; returns the results, then a tangent for each.</param>
sealed record CustomJvp(Graph Forward, Graph Rule) : Primitive
{
    public override IReadOnlyList<Graph> Graphs => [Forward, Rule];

    internal override Primitive With(Graph[] graphs) => new CustomJvp(graphs[0], graphs[1]);

    public override bool HasEffect => Forward.HasEffect;

    int Operands => Rule.Inputs.Length - Forward.Inputs.Length;

    public override TensorType[] Infer(TensorType[] x) => Forward.OutputTypes;

    public override Tensor[] Evaluate(Tensor[] x) => Interpreter.Evaluate(Forward, x);

    public override (Value[] Y, Value?[] DY) Jvp(Value[] x, Value?[] dx) => Derive(x, dx, (call, d) => call.Jvp(x, d));

    public override (Value[] Y, Value?[] DY) Linearize(Value[] x, Value?[] dx) => Derive(x, dx, (call, d) => call.Linearize(x, d));

    // The rule is replayed, so that each of its operations is differentiated or recorded as any other. What was captured has the derivative of the function itself.
    (Value[], Value?[]) Derive(Value[] x, Value?[] dx, Func<Call, Value?[], (Value[], Value?[])> derive)
    {
        int n = Operands, results = Forward.Outputs.Length;
        Value[] y = [];
        var dy = new Value?[results];
        if (dx[n..].Any(d => d is not null)) (y, dy) = derive(new("function", Forward), [.. new Value?[n], .. dx[n..]]);
        if (Array.TrueForAll(dx[..n], d => d is null)) return (y, dy);
        var tangents = new Value[n];
        for (int i = 0; i < n; i++) tangents[i] = dx[i] ?? Tensor.Zeros(x[i].Type.Strong);
        var r = Interpreter.Run(Rule, [.. x[..n], .. tangents, .. x[n..]]);
        for (int i = 0; i < results; i++)
            if (r[i].Type.IsFloat) dy[i] = Ad.AddTangents(dy[i], r[results + i]);
        return (r[..results], dy);
    }

    public override (Value[] Y, bool[] Batched) Batch(Value[] x, bool[] batched, int size)
    {
        var batch = new CustomJvp(CustomLinear.BatchAll(Forward, size), CustomLinear.BatchAll(Rule, size));
        return (batch.Bind(Batching.Expand(x, batched, size)), Mask.Filled(Forward.Outputs.Length, true).ToArray());
    }

    public override HloValue[] Lower(Hlo hlo, HloValue[] x, TensorType[] y) => GraphLowering.Body(hlo, Forward, x);
}
