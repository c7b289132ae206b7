using Autodiff.Graphs;
using Autodiff.Tracing;

namespace Autodiff.Core.Tests.Graphs;

/// <summary>Calls become what they call.</summary>
public class InlinerTests
{
    static readonly TensorType type = new(DType.F64, new());

    static Variable Variable(int index) => new(null, type, index);

    // y = sin x at a line, or without one.
    static Graph Sine(int line)
    {
        var (x, y) = (Variable(0), Variable(1));
        return new([x], [new(new Sin(), [x], y, line)], [y], 2);
    }

    static Graph Twice(Graph called)
    {
        var (x, y, z) = (Variable(0), Variable(1), Variable(2));
        return new([x], [new(new Call("f", called), [x], y, 5), new(new Call("f", called), [y], z, 6)], [z], 3);
    }

    [Fact]
    public void A_graph_called_twice_has_variables_of_its_own_each_time()
    {
        var g = Passes.Inline(Twice(Sine(3)));
        g.Verify();
        Assert.Equal(["sin", "sin"], g.Equations.Select(e => e.Primitive.Name));
        Assert.Equal(Math.Sin(Math.Sin(0.5)), Interpreter.Evaluate(g, [Tensor.Scalar(0.5)])[0].ToDouble(0));
    }

    [Fact]
    public void Lines_are_those_of_the_body_or_else_of_the_call()
    {
        Assert.Equal([3, 3], Passes.Inline(Twice(Sine(3))).Equations.Select(e => e.Line));
        Assert.Equal([5, 6], Passes.Inline(Twice(Sine(0))).Equations.Select(e => e.Line));
        Assert.Equal([5, 6, 5, 6], Passes.Inline(Twice(Twice(Sine(0)))).Equations.Select(e => e.Line));
    }

    [Fact]
    public void What_a_call_gives_may_be_its_argument_or_a_constant()
    {
        var (x, y, z) = (Variable(0), Variable(1), Variable(2));
        var through = new Graph([x], [], [x, Tensor.Scalar(2.0)], 1);
        var g = Passes.Inline(new([x], [new(new Call("f", through), [x], (Variable[])[y, z], 0)], [y, z], 3));
        g.Verify();
        Assert.Empty(g.Equations);
        Assert.Same(g.Inputs[0], g.Outputs[0]);
        Assert.IsType<Tensor>(g.Outputs[1]);
    }

    [Fact]
    public void A_call_to_be_kept_stays()
    {
        var (x, y) = (Variable(0), Variable(1));
        var kept = new Graph([x], [new(new Call("f", Sine(3), Keep: true), [x], y, 5)], [y], 2);
        Assert.Same(kept, Passes.Inline(kept));
        Assert.Equal(["checkpoint", "checkpoint"], Passes.Inline(Twice(kept)).Equations.Select(e => e.Primitive.Name));
    }

    [Fact]
    public void Guards_are_made_silent_and_what_prints_does_so_once()
    {
        var g = Interpreter.StageClosed(v =>
        {
            Ad.Print("{0}", v[0]);
            var y = Ad.Sin(v[0]);
            return [y, Ad.Greater(y, 0.0)];
        }, [type]);
        var silenced = Passes.Optimize(Passes.SilenceGuards(g, 1));
        silenced.Verify();
        Assert.Equal(["print", "sin", "gt"], silenced.Equations.Select(e => e.Primitive.Name));
        Assert.Same(g, Passes.SilenceGuards(g, 0));
    }
}
