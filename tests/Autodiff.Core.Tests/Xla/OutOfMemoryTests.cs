using Autodiff.Backends;
using Autodiff.Backends.Managed;
using Autodiff.Core.Tests.Laws;

namespace Autodiff.Core.Tests.Xla;

/// <summary>A result that does not fit into memory is an error, and the process continues.</summary>
public class OutOfMemoryTests
{
    const int Many = 1 << 20, Rows = 1 << 17;

    static readonly Tensor x = Tensor.Of(0.5, 2.0);

    static Func<Value[], Value[]> Program(string name) => name switch
    {
        // 1 TiB of results.
        "result" => v => [Ad.Add(Ad.BroadcastTo(Ad.Sum(v[0]), (int[])[Rows, Many]), Ad.Cast(Ad.Iota("i32", (int[])[Rows, Many], 0), "f64"))],
        // One number of a sort of 1 TiB, which cannot be computed piece by piece.
        _ => v => [Ad.Sum(Ad.Slice(Ad.Sort(Ad.Add(Ad.BroadcastTo(Ad.Sum(v[0]), (int[])[Rows, Many]), Ad.Cast(Ad.Iota("i32", (int[])[Rows, Many], 1), "f64"))), [0, 0], [1, 1]))],
    };

    static void Refused(IBackend backend, string program)
    {
        var small = backend.Compile(Transform.Stage(v => [v[0] * 2], [x]).Graph, []);
        var e = Assert.ThrowsAny<AdException>(() => Numeric.Doubles(backend.Compile(Transform.Stage(Program(program), [x]).Graph, []).Run([x])![0]));
        Assert.Equal("OutOfMemory", e.Id);
        Assert.Contains("GiB", e.Message, StringComparison.Ordinal);
        Assert.Equal([1, 4], Numeric.Doubles(small.Run([x])![0]));
    }

    [Theory]
    [InlineData("result")]
    [InlineData("temporary")]
    public void A_tebibyte_does_not_fit_into_Managed(string program) => Refused(ManagedBackend.Instance, program);

    [XlaTheory]
    [InlineData("result")]
    [InlineData("temporary")]
    public void A_tebibyte_does_not_fit_into_XLA(string program) => Refused(XlaPlugin.Backend, program);
}
