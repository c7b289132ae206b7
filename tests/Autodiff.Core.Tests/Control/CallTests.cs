using Autodiff.Core.Tests.Laws;
using Autodiff.Graphs;
using Autodiff.Tracing;

namespace Autodiff.Core.Tests.Control;

/// <summary>Calls beyond what every nesting shows.</summary>
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
        Assert.Equal([9.0, 9, 9], Numeric.Doubles(Derivatives.Call(new Autodiff.Functions.VmapFunction(f, [0, null]), x, 3.0)));
    }

    // The line of the script is shown by logs and errors of the backward pass too.
    [Fact]
    public void What_a_gradient_computes_has_the_line_of_what_it_belongs_to()
    {
        Variable a = new(null, x.Type, 0), b = new(null, x.Type, 1), c = new(null, new(DType.F64, default), 2);
        var graph = new Graph([a], [new(new Sin(), [a], b, 7), new(new ReduceSum(0), [b], c, 9)], [c], 3);
        var gradient = Derivatives.Graph(Derivatives.Gradient(v => Interpreter.Run(graph, [v])[0]), x.Type);
        Assert.Equal([("sin", 7), ("cos", 7), ("reduce_sum", 9), ("mul", 7)], gradient.Equations.Select(e => (e.Primitive.Name, e.Line)));
    }
}
