using Autodiff.Families;
using Autodiff.Graphs;
using Autodiff.StableHlo;
using Autodiff.Tracing;
using Autodiff.Transforms;

namespace Autodiff;

/// <summary>A function with a gradient that the user wrote (jax.custom_vjp). It has no forward mode in its operands.</summary>
/// <param name="Forward">Takes the operands, then what the bodies captured; returns the results, then the residuals.</param>
/// <param name="Backward">Takes the residuals, then one cotangent for each result; returns one cotangent for each operand.</param>
/// <param name="Results">The number of results.</param>
sealed record CustomGradient(Graph Forward, Graph Backward, int Results) : Primitive
{
    public override string Parameters => $"results={Results}";

    public override IReadOnlyList<Graph> Graphs => [Forward, Backward];

    internal override Primitive With(Graph[] graphs) => new CustomGradient(graphs[0], graphs[1], Results);

    public override bool HasEffect => Forward.HasEffect;

    public override TensorType[] Infer(TensorType[] x) => Forward.OutputTypes[..Results];

    public override Tensor[] Evaluate(Tensor[] x) => Interpreter.Evaluate(Forward, x)[..Results];

    int Operands => Backward.Outputs.Length;

    // What was captured has the derivative of the forward body, which the rule says nothing about.
    public override (Value[] Y, Value?[] DY) Jvp(Value[] x, Value?[] dx)
    {
        if (dx[..Operands].Any(d => d is not null)) throw CustomLinear.NoForwardMode();
        var (y, dy) = new Call("forward", Forward).Jvp(x, dx);
        return (y[..Results], dy[..Results]);
    }

    public override (Value[] Y, Value?[] DY) Linearize(Value[] x, Value?[] dx)
    {
        int n = Operands;
        var call = new Call("forward", Forward);
        var (r, d) = dx[n..].Any(t => t is not null) ? call.Linearize(x, [.. new Value?[n], .. dx[n..]]) : (call.Bind(x), new Value?[Forward.Outputs.Length]);
        var (y, dy) = (r[..Results], d[..Results]);
        if (Array.TrueForAll(dx[..n], t => t is null)) return (y, dy);
        var linear = new CustomLinear(Backward, r.Length - Results, new(Array.ConvertAll(y, v => v.Type.Strong)));
        var tangents = new Value[n];
        for (int i = 0; i < n; i++) tangents[i] = dx[i] ?? Tensor.Zeros(x[i].Type);
        var own = linear.Bind([.. r[Results..], .. tangents]);
        for (int i = 0; i < Results; i++)
            if (y[i].Type.IsFloat) dy[i] = Ad.AddTangents(dy[i], own[i]);
        return (y, dy);
    }

    public override (Value[] Y, bool[] Batched) Batch(Value[] x, bool[] batched, int size)
    {
        var every = Mask.Filled(Results, true).ToArray();
        var batch = new CustomGradient(CustomLinear.BatchAll(Forward, size), CustomLinear.BatchAll(Backward, size), Results);
        return (batch.Bind(Batching.Expand(x, batched, size)), every);
    }

    public override HloValue[] Lower(Hlo hlo, HloValue[] x, TensorType[] y) => GraphLowering.Body(hlo, Forward, x)[..Results];
}

/// <summary>A linear map that is known only by its transpose. Operands: residuals, then tangents.</summary>
/// <param name="Backward">Takes the residuals, then one cotangent for each result; returns one cotangent for each tangent.</param>
/// <param name="Residuals">The number of residuals.</param>
/// <param name="Types">The types of the results.</param>
sealed record CustomLinear(Graph Backward, int Residuals, TensorTypes Types) : Primitive
{
    public override string Parameters => $"residuals={Residuals}";

    public override IReadOnlyList<Graph> Graphs => [Backward];

    public override TensorType[] Infer(TensorType[] x) => Types.ToArray();

    public override Tensor[] Evaluate(Tensor[] x) => throw NoForwardMode();

    public override (Value[] Y, Value?[] DY) Jvp(Value[] x, Value?[] dx) => throw NoForwardMode();

    public override Value?[] LinearTranspose(Value?[] ct, Operand[] x)
    {
        var known = Array.ConvertAll(x[..Residuals], o => o.Known);
        var types = Types.ToArray();
        var cotangents = new Value[ct.Length];
        for (int i = 0; i < ct.Length; i++) cotangents[i] = ct[i] ?? Tensor.Zeros(types[i]);
        return [.. new Value?[Residuals], .. new Call("backward", Backward).Bind([.. known, .. cotangents])];
    }

    public override (Value[] Y, bool[] Batched) Batch(Value[] x, bool[] batched, int size)
    {
        var types = Array.ConvertAll(Types.ToArray(), t => t.With(t.Shape.Prepend(size)));
        return (new CustomLinear(BatchAll(Backward, size), Residuals, new(types)).Bind(Batching.Expand(x, batched, size)), Mask.Filled(types.Length, true).ToArray());
    }

    public override HloValue[] Lower(Hlo hlo, HloValue[] x, TensorType[] y) => throw NoForwardMode();

    internal static Graph BatchAll(Graph g, int size) => GraphTransforms.Batch(g, Mask.Filled(g.Inputs.Length, true), size, Mask.Filled(g.Outputs.Length, true)).Graph;

    internal static AdException NoForwardMode() => new($"CustomGradient: a function with a custom gradient has no forward mode. Use {Spell.Name("Gradient")} or {Spell.Name("Vjp")}, or a Jacobian with {Spell.Name("Mode")} Reverse.", ErrorId.NoForwardMode);
}
