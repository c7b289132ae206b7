using Autodiff.Graphs;

namespace Autodiff.Tracing;

/// <summary>Computes operations at once. It is the ancestor of every other trace.</summary>
/// <param name="kernels">The code of a backend for a primitive. Null: plain loops.</param>
/// <param name="watch">Receives each primitive that was evaluated, with its operands and results, also those of the graphs of control flow. Default: nobody does.</param>
/// <param name="compile">The code of a backend for the graph of a loop or branch. Null: its equations run one by one.</param>
sealed class EvaluationTrace(Func<SingleResult, IKernel?>? kernels, Action<Primitive, Tensor[], Tensor[]>? watch = null, Func<Graph, GraphCode?>? compile = null) : Trace(null)
{
    /// <summary>The reference evaluation, against which every backend is tested. It runs plain loops only.</summary>
    public static readonly EvaluationTrace Instance = new(null);

    /// <summary>The evaluation of operations outside functions. Default: the reference evaluation.</summary>
    public static EvaluationTrace Eager { get; set; } = Instance;

    // A Tensor[] passed as a Value[] cannot be viewed as a span of values.
    public override Value[] Process(Primitive primitive, Value[] x)
    {
        var (tensors, types) = Tensors(x, primitive);
        primitive.Infer(types);
        var y = primitive.Compute(tensors);
        watch?.Invoke(primitive, tensors, y);
        return Array.ConvertAll(y, t => (Value)t);
    }

    public override Value ProcessOne(SingleResult primitive, Value[] x)
    {
        var (tensors, types) = Tensors(x, primitive);
        var y = primitive.Evaluate(tensors, primitive.InferOne(types), kernels?.Invoke(primitive));
        watch?.Invoke(primitive, tensors, [y]);
        return y;
    }

    /// <summary>Evaluates the graph of a loop or branch.</summary>
    public Tensor[] Evaluate(Graph graph, ReadOnlySpan<Tensor> x)
    {
        if (compile?.Invoke(graph) is { } code) return code(x);
        var inputs = new Value[x.Length];
        for (int i = 0; i < inputs.Length; i++) inputs[i] = x[i];
        using var _ = Enter(this);
        return Array.ConvertAll(Interpreter.Run(graph, inputs), v => (Tensor)v);
    }

    static (Tensor[] Tensors, TensorType[] Types) Tensors(Value[] x, Primitive primitive)
    {
        var tensors = new Tensor[x.Length];
        var types = new TensorType[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            tensors[i] = x[i] as Tensor ?? throw StagingTrace.Escaped(x[i], primitive.Name);
            types[i] = tensors[i].Type;
        }
        return (tensors, types);
    }
}
