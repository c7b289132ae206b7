using Autodiff.Graphs;
using Autodiff.StableHlo;

namespace Autodiff.Backends.Managed;

/// <summary>Elementwise equations that run as one loop over the elements of one shape. It stands for them in the graph of a plan, which is not transformed any more.</summary>
/// <param name="Inner">The equations. Each has one result of the shape; operands of other shapes are only viewed.</param>
/// <param name="Shape">The shape.</param>
sealed record Loop(Graph Inner, Shape Shape) : Primitive
{
    public override TensorType[] Infer(TensorType[] x) => Inner.OutputTypes;

    public override Tensor[] Evaluate(Tensor[] x) => Tracing.Interpreter.Evaluate(Inner, x);

    public override (Value[] Y, Value?[] DY) Jvp(Value[] x, Value?[] dx) => throw OnlyRuns();

    public override (Value[] Y, bool[] Batched) Batch(Value[] x, bool[] batched, int size) => throw OnlyRuns();

    public override HloValue[] Lower(Hlo hlo, HloValue[] x, TensorType[] y) => throw OnlyRuns();

    static InvalidOperationException OnlyRuns() => new("A plan is run, and not transformed.");
}
