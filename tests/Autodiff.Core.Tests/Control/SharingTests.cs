using Autodiff.Backends.Xla;
using Autodiff.Core.Tests.Laws;
using Autodiff.Graphs;
using Autodiff.Programs;
using Autodiff.StableHlo;
using Autodiff.Tracing.Paths;

namespace Autodiff.Core.Tests.Control;

/// <summary>Branches that share code, level above level: expanded, they would be 2^45 operations. Each is traced, transformed and printed once.</summary>
public class SharingTests
{
    const int Depth = 45;

    /// <summary>A function whose two branches call the function below it.</summary>
    static Function Levels(int depth = Depth)
    {
        var f = Function.Of("f0", ["x"], (Func<Value, Value>)(x => x * 2));
        for (int i = 1; i <= depth; i++)
        {
            var below = f;
            f = Function.Of($"f{i}", ["x"], (Func<Value, Value>)(x => (Value)Ad.Cond(Ad.Greater(x, 0), (Func<Value, Value>)(y => (Value)below.Call(y - 1)!), (Func<Value, Value>)(y => (Value)below.Call(y + 1)!), x)!));
        }
        return f;
    }

    static double Plain(double x)
    {
        for (int i = 0; i < Depth; i++) x = x > 0 ? x - 1 : x + 1;
        return 2 * x;
    }

    static double Number(object? x) => Numeric.Doubles((Value)x!)[0];

    [Fact]
    public void Calls_stay_shared()
    {
        var f = Levels();
        Assert.Equal(Plain(3.25), Number(f.Call(3.25)), 1e-12);
        Assert.Equal(2, Number(f.Gradient().Call(3.25)));
        Assert.Equal(0, Number(f.Gradient().Gradient().Call(3.25)));
        Assert.Equal(2, Number(f.Jacobian().Call(3.25)));
        var graph = Transform.Stage(v => [(Value)f.Call(v[0])!], [Tensor.Scalar(3.25)]).Graph;
        graph.Verify();
        Assert.InRange(graph.Size, 1L << Depth, long.MaxValue);
        Assert.InRange(graph.RunLength, 1e13, double.PositiveInfinity);
        Assert.InRange(graph.ToString().Length, 1000, 100_000);
        Assert.InRange(GraphLowering.Module(Passes.Canonical(Passes.Optimize(graph))).Length, 1000, 200_000);
        Assert.InRange(Passes.Optimize(graph).ToString().Length, 1000, 100_000);
        var again = Levels();
        var other = Transform.Stage(v => [(Value)again.Call(v[0])!], [Tensor.Scalar(3.25)]).Graph;
        Assert.True(Structure.Same(new Call("f", graph), new Call("f", other)));
        // XLA and readers of a file expand calls.
        Says.Error("TooManyOperations … the limit for XLA is 50,000", () => XlaBackend.Lift(graph));
        Says.Error("TooManyOperations … the limit is 50,000", () => f.Export(Path.Combine(Path.GetTempPath(), "never.mlir"), 3.25));
    }

    [Fact]
    public void A_body_that_is_given_twice_is_traced_once()
    {
        int traces = 0;
        Func<Value, Value> f = x =>
        {
            traces++;
            return Ad.Sin(x);
        };
        for (int i = 0; i < Depth; i++)
        {
            var below = f;
            f = i % 2 == 0
                ? x => (Value)Ad.Cond(Ad.Greater(x, 0), below, below, x)!
                : x => (Value)Ad.Switch(Tensor.Scalar(1), [below, below, below], x)!;
        }
        var function = Function.Of("f", ["x"], f);
        Assert.Equal(Math.Sin(0.5), Number(function.Call(0.5)), 1e-12);
        Assert.Equal(1, traces);
        Assert.Equal(Math.Cos(0.5), Number(function.Gradient().Call(0.5)), 1e-12);
        Assert.Equal([Math.Sin(0.5), Math.Sin(-1.0)], Numeric.Doubles((Value)function.Vmap().Call(Tensor.Of(0.5, -1.0))!));
        // The items are tensors, which is a signature of its own.
        Assert.Equal(2, traces);
        Says.Error("InvalidOperand … Cond: the condition is bool[2]", () => Function.Of(x => (Value)Ad.Cond(Ad.Greater(x, 0), f, f, x)!).Call(Tensor.Of(1.0, 2.0)));
    }
}
