using Autodiff.Core.Tests.Laws;

namespace Autodiff.Core.Tests.Tensors;

/// <summary>Sizes are counted in 64 bits and checked before an operation runs: XLA ends the process for a shape whose size in bytes overflows.</summary>
public class OverflowTests
{
    const int Many = 1 << 20, Most = int.MaxValue;

    static Value Zeros(params int[] shape) => Ad.Zeros(shape);

    static Value Repeated(Func<Value, Value> f, Value x, int times) => Enumerable.Range(0, times).Aggregate(x, (y, _) => f(y));

    static readonly Dictionary<string, Func<Value, Value>> tooLarge = new()
    {
        ["Zeros"] = _ => Zeros(Many, Many, Many, 8),
        ["Full"] = x => Ad.Full((int[])[Most, Most, 2], x),
        ["BroadcastTo"] = x => Ad.BroadcastTo(x, (int[])[Many, Many, Many]),
        ["Outer"] = _ => Ad.Outer(Zeros(Many, Many), Zeros(Many)),
        ["Outer, chained"] = x => Repeated(y => Ad.Outer(Ad.Ravel(y), Ad.Ravel(y)), Ad.BroadcastTo(x, (int[])[16]), 6),
        ["Kron"] = _ => Ad.Kron(Zeros(65537, 2), Zeros(65537, 2)),
        ["Kron, chained"] = x => Repeated(y => Ad.Kron(y, y), Ad.BroadcastTo(x, (int[])[2, 2]), 6),
        ["TensorDot, chained"] = x => Repeated(y => Ad.TensorDot(y, Zeros(Many), 0), x, 4),
        ["Tile"] = _ => Ad.Tile(Zeros(Many), (int[])[Many]),
        ["Repeat"] = _ => Ad.Repeat(Zeros(Many), Many),
        ["Concatenate"] = _ => Ad.Concatenate([Zeros(Most), Zeros(Most)]),
        ["Stack"] = _ => Ad.Stack([.. Enumerable.Repeat(Zeros(Many, Many, Many / 16), 20)]),
        ["Reshape"] = _ => Ad.Reshape(Zeros(65536, 65537), new IntegerList(-1)),
        ["Ravel"] = _ => Ad.Ravel(Zeros(65536, 65537)),
        ["Eye"] = _ => Ad.Eye(Most),
        ["RandomUniform"] = _ => Ad.RandomUniform(Ad.RandomKey(0), (int[])[65536, 65536]),
        ["OneHot"] = _ => Ad.OneHot(Ad.Zeros((int[])[Many, Many], "i32"), Most),
        ["Take"] = _ => Ad.Take(Zeros(Many, Many), Ad.Zeros((int[])[Many, Many], "i32"), 0),
    };

    // Sizes that can be counted but do not fit an array.
    static readonly Dictionary<string, Func<Value, Value>> tooMany = new()
    {
        ["Linspace"] = _ => Ad.Linspace(0, 1, Most),
        ["Eye of more than an array"] = _ => Ad.Eye(50000),
        ["Jacobian"] = _ => (Value)Function.Of(x => x * x).Jacobian().Call(Ad.Ones(100000))!,
        ["ToArray"] = _ => (Value)(object)((Tensor)Zeros(65536, 65536)).ToArray(),
        ["a matrix of .NET"] = _ => (Value)(object)DynamicAnswers.Elements(Zeros(65536, 65536), typeof(double[,])),
        ["Tril"] = _ => Ad.Tril(Ad.Ones((int[])[65536, 65536])),
        ["Iota"] = _ => Ad.Iota("i32", (int[])[65536, 65536], 0),
        ["RandomNormal"] = _ => Ad.RandomNormal(Ad.RandomKey(0), (int[])[Many, Many]),
        ["Sort"] = x => Ad.Sort(x + Ad.Iota("i32", (int[])[65536, 65536], 0)),
    };

    public static TheoryData<string> TooLarge => [.. tooLarge.Keys];

    public static TheoryData<string> TooMany => [.. tooMany.Keys];

    [Theory, MemberData(nameof(TooLarge))]
    public void A_shape_that_cannot_be_counted_is_refused_at_once_and_while_it_is_traced(string operation)
    {
        var f = tooLarge[operation];
        Refused(() => f(Tensor.Scalar(2.0)));
        Refused(() => Transform.Stage(x => [f(x[0])], [Tensor.Scalar(2.0)]));
    }

    [Theory, MemberData(nameof(TooMany))]
    public void More_elements_than_there_is_room_for_are_an_error_that_says_so(string operation) => Refused(() => tooMany[operation](Tensor.Scalar(2.0)));

    static void Refused(Action f)
    {
        var e = Assert.Throws<AdException>(f);
        Assert.Contains(e.Id, (string[])["InvalidShape", "TooLarge", "OutOfMemory"]);
        Assert.DoesNotContain("[0", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3_000_000_000L, "i32")]
    [InlineData(-1L, "u32")]
    [InlineData(1L << 32, "u32")]
    public void Full_refuses_an_integer_that_its_dtype_has_not_got(long value, string dtype) =>
        Says.Error($"DoesNotFit … {value} … {dtype} … Ad.Cast", () => Ad.Full(2, value, dtype));

    [Fact]
    public void Full_takes_what_fits() =>
        Assert.Equal("[-1 -1] i64; [4294967295 4294967295] u32; [2 2] i32", string.Join("; ", new[] { Ad.Full(2, -1, "i64"), Ad.Full(2, uint.MaxValue, "u32"), Ad.Full(2, 2.5, "i32") }.Select(t => $"{t} {t.DType}")));
}
