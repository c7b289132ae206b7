using Autodiff.Graphs;
using Autodiff.StableHlo;

namespace Autodiff.Core.Tests.Laws;

/// <summary>A primitive with the wrong sign in one of its rules.</summary>
sealed record Mutant(Primitive Original, string Rule) : Primitive
{
    /// <summary>Whether the wrong rule has been used.</summary>
    public static bool Applied { get; set; }

    public override string Name => Original.Name;

    public override IReadOnlyList<Graph> Graphs => Original.Graphs;

    public override TensorType[] Infer(TensorType[] x) => Original.Infer(x);

    public override Tensor[] Evaluate(Tensor[] x) => Original.Evaluate(x);

    public override HloValue[] Lower(Hlo hlo, HloValue[] x, TensorType[] y) => Original.Lower(hlo, x, y);

    public override (Value[] Y, Value?[] DY) Jvp(Value[] x, Value?[] dx)
    {
        var (y, dy) = Original.Jvp(x, dx);
        return (y, Wrong("jvp", dy));
    }

    public override (Value[] Y, Value?[] DY) Linearize(Value[] x, Value?[] dx)
    {
        var (y, dy) = Original.Linearize(x, dx);
        return (y, Wrong("linearize", dy));
    }

    public override Value?[] LinearTranspose(Value?[] ct, Operand[] x) => Wrong("transpose", Original.LinearTranspose(ct, x));

    public override (Value[] Y, bool[] Batched) Batch(Value[] x, bool[] batched, int size)
    {
        var (y, by) = Original.Batch(x, batched, size);
        return (Array.ConvertAll(Wrong("batch", y), v => v!), by);
    }

    /// <summary>A graph with a kind of primitive replaced by its mutant.</summary>
    public static Graph In(Graph graph, Type kind, string rule) => new(graph.Inputs, Array.ConvertAll(graph.Equations, e =>
        e.Primitive.GetType() == kind ? new Equation(new Mutant(e.Primitive, rule), e.Inputs, e.Outputs.ToArray(), e.Line) : e), graph.Outputs, graph.Variables);

    Value?[] Wrong(string rule, Value?[] values)
    {
        if (rule != Rule) return values;
        Applied |= Array.Exists(values, v => v is not null);
        return Array.ConvertAll(values, v => v is null ? null : v.DType == DType.Bool ? Ad.LogicalNot(v) : -v);
    }
}
