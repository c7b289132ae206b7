using Autodiff.Core.Tests.Laws;
using Autodiff.Graphs;
using Autodiff.Tracing;

namespace Autodiff.Core.Tests.Control;

/// <summary>Calls, beyond the nesting tests.</summary>
public class CallTests
{
    static readonly Tensor x = Tensor.Of(0.3, -0.8, 1.2);

    [Fact]
    public void What_is_an_argument_or_a_result_is_not_kept_again()
    {
        static int Outputs(Func<Value, Value> f) => Derivatives.Graph(Derivatives.Gradient(v => Ad.Sum(Derivatives.Call(Function.Of(f), v))), x.Type)
            .Equations.First(e => e.Primitive is Call).Outputs.Length;
        Assert.Equal(1, Outputs(v => v * v));
        Assert.Equal(1, Outputs(v => Ad.Exp(v)));
        Assert.Equal(2, Outputs(v => Ad.Sin(v)));
    }

    [Fact]
    public void A_result_that_is_the_same_for_all_items_is_given_to_each()
    {
        var f = Function.Of("f", ["x", "k"], (Func<Value, Value, Value>)((_, k) => k * k));
        Assert.Equal([9.0, 9, 9], Numeric.Doubles(Derivatives.Call(f.Vmap(new VmapOptions { InAxes = [0, null] }), x, 3.0)));
    }

    // The derivative of x·stop(sin x) is stop(sin x), whose derivative is zero.
    [Fact]
    public void A_stopped_gradient_is_stopped_in_every_mode()
    {
        Map f = v => Ad.Sum(v * Ad.StopGradient(Ad.Sin(v)));
        Map inScan = v => Ad.Sum(Flow.Repeat(1, c => v * Ad.StopGradient(c), Ad.Sin(v)));
        foreach (var g in (Map[])
        [
            Derivatives.Gradient(f), Derivatives.Forward(f), Derivatives.Gradient(Derivatives.Traced(f)), Derivatives.Traced(Derivatives.Forward(Derivatives.Traced(f))),
            v => Derivatives.Call(Function.Of(a => f(a)).Gradient(), v), Derivatives.Vmap(Derivatives.Gradient(v => v * Ad.StopGradient(Ad.Sin(v)))),
            Derivatives.Gradient(inScan), Derivatives.Forward(inScan), Derivatives.Gradient(v => Flow.Checkpoint(a => f(a), v)), Derivatives.Gradient(v => Flow.Cond(true, a => f(a), a => Ad.Sum(a), v)),
        ])
        {
            Numeric.Close(Ad.Sin(x), g(x), 1e-15, "first");
            Numeric.Close(Ad.Zeros(3, "f64"), Derivatives.Gradient(v => Ad.Sum(g(v)))(x), 0, "second");
        }
    }

    // Logs and errors of the backward pass show the line of the script too.
    [Fact]
    public void What_a_gradient_computes_has_the_line_of_what_it_belongs_to()
    {
        Variable a = new(null, x.Type, 0), b = new(null, x.Type, 1), c = new(null, new(DType.F64, default), 2);
        var graph = new Graph([a], [new(new Sin(), [a], b, 7), new(new ReduceSum(0), [b], c, 9)], [c], 3);
        var gradient = Derivatives.Graph(Derivatives.Gradient(v => Interpreter.Run(graph, [v])[0]), x.Type);
        Assert.Equal([("sin", 7), ("cos", 7), ("reduce_sum", 9), ("mul", 7)], gradient.Equations.Select(e => (e.Primitive.Name, e.Line)));
    }
}
