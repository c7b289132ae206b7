using Autodiff.Backends.Xla;
using Autodiff.Core.Tests.Laws;
using Autodiff.Graphs;

namespace Autodiff.Core.Tests.Xla;

/// <summary>Donated arguments are aliases in the program, as in JAX, and results reuse their memory.</summary>
public class AliasTests
{
    static readonly Tensor x = Tensor.Of<float>(new float[1000]), y = Tensor.Of(1f, 2, 3);

    static Graph Graph() => Transform.Stage(v => [Ad.Sum(v[0]), v[1] + 1, v[0] * 2, v[1] * 3], [x, y]).Graph;

    [Fact]
    public void Arguments_take_the_first_results_of_their_type()
    {
        var graph = Graph();
        Assert.Equal([2, 1], Aliases.Of(graph, [true, true], 0));
        Assert.Equal([-1, 1], Aliases.Of(graph, [false, true], 0));
        // The last two are guards.
        Assert.Equal([-1, 1], Aliases.Of(graph, [true, true], 2));
        string text = GraphLowering.Module(graph, notes: new(Inputs: Aliases.Notes([2, -1])));
        Assert.Contains("tensor<1000xf32> {tf.aliasing_output = 2 : i32}, %1: tensor<3xf32>)", text, StringComparison.Ordinal);
    }

    [XlaFact]
    public unsafe void The_memory_is_the_same()
    {
        var f = XlaPlugin.Backend.Compile(Transform.Stage(v => [v[0] * 2 + 1], [x]).Graph, [], [true]);
        var start = XlaPlugin.Backend.Compile(Transform.Stage(v => [v[0] + 1], [x]).Graph, []).Run([x])![0];
        static nint Address(Tensor t) => Assert.IsType<XlaArray>(t.Device).Buffer.Address;
        nint before = Address(start);
        var next = f.Run([start])![0];
        Assert.Equal(before, Address(next));
        Assert.All(Numeric.Doubles(next), v => Assert.Equal(3, v));
    }

    [XlaFact]
    public void A_buffer_that_is_gone_is_an_error_and_the_process_goes_on()
    {
        var f = XlaPlugin.Backend.Compile(Transform.Stage(v => [v[0] * 2 + 1], [x]).Graph, [], [true]);
        var start = XlaPlugin.Backend.Compile(Transform.Stage(v => [v[0] + 1], [x]).Graph, []).Run([x])![0];
        f.Run([start]);
        // Like another thread that read the tensor before it was donated.
        Assert.ThrowsAny<AdException>(() => f.Run([start]));
        Assert.ThrowsAny<AdException>(() => start.Data);
        Assert.Equal(1000, f.Run([x])![0].Size);
    }
}
