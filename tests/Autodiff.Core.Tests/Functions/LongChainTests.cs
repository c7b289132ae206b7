using Autodiff.Core.Tests.Laws;

namespace Autodiff.Core.Tests.Functions;

/// <summary>Nothing recurses over equations: a chain of 100,000 operations passes every transform.</summary>
public class LongChainTests
{
    const int Length = 100_000;

    static Value Chain(Value x) => Chain(x, Length);

    static Value Chain(Value x, int length)
    {
        for (int i = 0; i < length / 2; i++) x = Ad.Sin(x) * 1.0001;
        return x;
    }

    static double Number(object? x) => (double)((Tensor)x!).Item();

    // The expected values, computed directly.
    static (double Value, double Derivative) Expected(double x, int length = Length)
    {
        double d = 1;
        for (int i = 0; i < length / 2; i++) (x, d) = (Math.Sin(x) * 1.0001, d * Math.Cos(x) * 1.0001);
        return (x, d);
    }

    [Fact]
    public void It_is_traced_differentiated_and_run()
    {
        var (value, derivative) = Expected(0.7);
        var f = Function.Of(Chain);
        Assert.Equal(value, Number(f.Call(0.7)), 1e-12);
        Assert.Equal(derivative, Number(f.Gradient().Call(0.7)), 1e-12);
    }

    [Fact]
    public void It_is_mapped_and_nested()
    {
        const int length = Length / 5;
        var (_, derivative) = Expected(0.7, length);
        var f = Function.Of(x => Chain(x, length)).Gradient();
        Assert.Equal(derivative, Numeric.Doubles((Value)f.Vmap().Call(new[] { 0.7, 0.1 })!)[0], 1e-12);
        var called = Function.Of(x => (Value)f.Call(x)! * 2.0);
        Assert.Equal(2 * derivative, Number(called.Call(0.7)), 1e-12);
    }

    [Fact]
    public void It_is_written_as_StableHLO_and_printed()
    {
        var g = Transform.Optimized(v => [Chain(v[0])])([Tensor.Scalar(0.7)]);
        Assert.Equal(Expected(0.7).Value, Numeric.Doubles(g[0])[0], 1e-12);
        var graph = Transform.Stage(v => [Chain(v[0])], [Tensor.Scalar(0.7)]).Graph;
        Assert.Equal(Length + 3, graph.ToString().Split('\n').Length + 1);
        Assert.True(Autodiff.Graphs.GraphLowering.Module(graph).Length > Length);
    }
}
