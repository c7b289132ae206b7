using Autodiff.Backends.Managed;
using Autodiff.Functions;
using Autodiff.Graphs;

namespace Autodiff.Core.Tests.Functions;

/// <summary>The memory that long programs keep grows linearly, measured by the number of kept objects.</summary>
public class LinearMemoryTests
{
    const int Short = 1_000, Long = 100_000;

    static Function Chain(int length) => Function.Of(x =>
    {
        var y = x;
        for (int i = 0; i < length; i++) y = (i % 4) switch { 0 => Ad.Sin(y), 1 => y * x, 2 => y + 0.5, _ => Ad.Cos(y) };
        return y;
    });

    static Graph Traced(Function f, params object?[] arguments)
    {
        return f.Resolve(Arguments.Of(f.Flatten(arguments), null)).Graph;
    }

    static void Grows(Func<Function, Graph> graph, int length, int equationsAnOperation)
    {
        var (few, many) = (graph(Chain(Short)), graph(Chain(length)));
        Assert.InRange(many.Equations.Length, length, length * equationsAnOperation);
        Assert.Equal(few.Equations.Length / (double)Short, many.Equations.Length / (double)length, 0.01);
        Assert.InRange(many.Variables, many.Equations.Length, many.Equations.Length + 10);
    }

    [Fact]
    public void The_graph_of_a_chain() => Grows(f => Traced(f, 0.5), Long, 1);

    [Fact]
    public void The_graph_of_its_gradient() => Grows(f => Traced(f.Gradient(), 0.5), Long, 3);

    [Fact]
    public void The_graph_of_a_product_with_its_Hessian() => Grows(f => Traced(f.Gradient().Jvp(), 0.5, 1.0), Long / 5, 10);

    [Fact]
    public void The_graph_of_its_mapped_gradient() => Grows(f => Traced(f.Gradient().Vmap(), new[] { 0.1, 0.2, 0.3 }), Long / 5, 4);

    [Fact]
    public void A_chain_runs_in_few_slots()
    {
        var graph = Traced(Chain(Long), 0.5);
        Assert.InRange(new Schedule(graph, []).Slots, 1, 4);
    }

    [Fact]
    public void Its_gradient_runs_in_slots_for_what_the_way_back_needs()
    {
        var graph = Passes.Optimize(Traced(Chain(Long).Gradient(), 0.5));
        Assert.InRange(new Schedule(graph, []).Slots, 1, Long);
    }

    [Fact]
    public void Conditions_late_in_a_loop_number_only_what_is_new()
    {
        const int turns = 9_000;
        var f = Function.Of(x =>
        {
            for (int i = 0; i < turns; i++)
            {
                x = Ad.Sin(x) + 1;
                if (DynamicAnswers.Truth(Ad.Greater(x, -5))) x *= 1.0001;
            }
            return x;
        });
        double first = (double)((Tensor)f.Call(0.5)!).Item(), again = (double)((Tensor)f.Call(0.5)!).Item();
        Assert.Equal(first, again);
        var entry = Assert.Single(f.Root.Entries);
        // Each turn has a sine, a sum, a comparison and a product. The constants are shared.
        Assert.InRange(entry.Paths.Numbers.Count, 4 * turns - 4, 4 * turns + 10);
        Assert.Equal(turns, Assert.Single(entry.Paths.All()).Guards.Length);
    }
}
