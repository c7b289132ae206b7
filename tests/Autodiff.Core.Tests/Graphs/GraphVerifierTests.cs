using Autodiff.Graphs;

namespace Autodiff.Core.Tests.Graphs;

/// <summary>What is no graph is refused, with the place.</summary>
public class GraphVerifierTests
{
    static readonly TensorType type = new(DType.F64, new(3));
    static readonly Variable a = Variable(0), b = Variable(1), c = Variable(2);

    static Variable Variable(int index, TensorType? of = null) => new(null, of ?? type, index);

    [Fact]
    public void A_graph_is_accepted() => new Graph([a], [new(new Sin(), [a], b, 1), new(new Add(), [a, b], c, 2)], [c, a, Tensor.Scalar(1.0)], 3).Verify();

    public static TheoryData<string, string> Faults => new()
    {
        { "order", "equation 0 (add) takes the variable 1, which is not defined before it" },
        { "undefined", "equation 0 (sin) takes the variable 2, which is not defined before it" },
        { "output", "output 0 takes the variable 2, which is not defined before it" },
        { "another's", "equation 0 (sin) takes the variable 0, which is not defined before it" },
        { "twice", "equation 1 (cos): the variable 1 is defined a second time" },
        { "input twice", "an input: the variable 0 is defined a second time" },
        { "place", "equation 0 (sin): the variable 2 is out of range" },
        { "type", "equation 0 (sin) gives (f64[3]), but its variables are (f32[3])" },
        { "operands", "equation 0 (add) does not take (f64[3], f64[2])" },
        { "tracer", "equation 0 (sin) takes a Batched" },
        { "call", "equation 0 (call) calls a graph of (f64[3]) with (f64[2])" },
        { "inner", "output 0 takes the variable 1, which is not defined before it" },
    };

    [Theory, MemberData(nameof(Faults))]
    public void A_fault_is_found(string fault, string message) =>
        Assert.StartsWith(message, Assert.Throws<InvalidOperationException>(() => Make(fault).Verify()).Message, StringComparison.Ordinal);

    static Graph Make(string fault) => fault switch
    {
        "order" => new([a], [new(new Add(), [a, b], c, 0), new(new Sin(), [a], b, 0)], [c], 3),
        "undefined" => new([a], [new(new Sin(), [c], b, 0)], [b], 3),
        "output" => new([a], [new(new Sin(), [a], b, 0)], [c], 3),
        "another's" => new([a], [new(new Sin(), [Variable(0)], b, 0)], [b], 2),
        "twice" => new([a], [new(new Sin(), [a], b, 0), new(new Cos(), [a], b, 0)], [b], 2),
        "input twice" => new([a, a], [], [a], 1),
        "place" => new([a], [new(new Sin(), [a], c, 0)], [c], 2),
        "type" => new([a], [new(new Sin(), [a], Variable(1, type.With(DType.F32)), 0)], [], 2),
        "operands" => new([a], [new(new Add(), [a, Tensor.Of(1.0, 2)], b, 0)], [b], 2),
        "tracer" => new([a], [new(new Sin(), [new Autodiff.Tracing.Batched(null!, Tensor.Of<double>([1, 2], [2, 1]))], b, 0)], [b], 2),
        "call" => new([], [new(new Call("f", new([a], [], [a], 1)), [Tensor.Of(1.0, 2)], b, 0)], [b], 2),
        "inner" => new([a], [new(new Call("f", new([a], [], [b], 2), true), [a], b, 0)], [b], 2),
        _ => throw new ArgumentException(fault),
    };
}
