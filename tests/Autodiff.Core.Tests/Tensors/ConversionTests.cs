using System.Collections;

namespace Autodiff.Core.Tests.Tensors;

public class ConversionTests
{
    public static TheoryData<object, string> Typed => new()
    {
        { 1, "i32[]*" },
        { 1L, "i64[]*" },
        { 1.0, "f64[]*" },
        { 1.0m, "f64[]*" },
        { 1f, "f32[]" },
        { true, "bool[]" },
        { (byte)1, "i32[]" },
        { (short)1, "i32[]" },
        { 1u, "u32[]" },
        { new object[] { 1, 2 }, "i32[2]" },
        { new object[] { 1, 2L }, "i64[2]" },
        { new object[] { 1, 2.5, 3L, 1f, true }, "f64[5]" },
        { new object[] { 1f, 2, 3L }, "f32[3]" },
        { new object[] { true, false }, "bool[2]" },
        { new object[] { true, 3 }, "i32[2]" },
        { new object[] { 1u, 2u }, "u32[2]" },
        { new object[] { 1u, 2 }, "i64[2]" },
        { new object[] { 5.0 }, "f64[1]" },
        { Array.Empty<object>(), "f64[0]" },
        { new object[] { Array.Empty<object>(), Array.Empty<object>() }, "f64[2,0]" },
        { new object[] { new object[] { 1, 2 }, new[] { 3, 4 }, new ArrayList { 5, 6.5 } }, "f64[3,2]" },
        { new double[] { 1, 2, 3 }, "f64[3]" },
        { new byte[] { 1, 255 }, "i32[2]" },
        { new[] { 1m, 2m }, "f64[2]" },
        { new double[,] { { 1, 2, 3 }, { 4, 5, 6 } }, "f64[2,3]" },
        { new object[,] { { 1, 2 }, { 3, 4L } }, "i64[2,2]" },
        { new List<object> { 1, 2 }, "i32[2]" },
    };

    [Theory, MemberData(nameof(Typed))]
    public void Numbers_and_arrays_have_their_dtype(object x, string type) => Assert.Equal(type, Conversion.ToValue(x, "x").Type.ToString());

    [Fact]
    public void Elements_keep_their_order()
    {
        Assert.Equal(new double[] { 1, 2, 3, 4, 5, 6.5 }, Read(new object[] { new object[] { 1, 2 }, new[] { 3, 4 }, new ArrayList { 5, 6.5 } }).Data);
        Assert.Equal(new[] { 1.0, 2, 3, 4 }, Read(new double[,] { { 1, 2 }, { 3, 4 } }).Data);
        Assert.Equal(new[] { 1, 2, 255 }, Read(new byte[] { 1, 2, 255 }).Data);
    }

    [Fact]
    public void Typed_arrays_are_copied()
    {
        double[] a = [1, 2];
        var t = Read(a);
        a[0] = 9;
        Assert.Equal(new double[] { 1, 2 }, t.Data);
    }

    [Theory]
    [InlineData("x: the array is uneven: x[1] has the length 1, where the items before it have an array of length 2.", 0)]
    [InlineData("x: the array is uneven: x[1] is a number, where the items before it have an array of length 2.", 1)]
    [InlineData("x: the array is uneven: x[1] has the length 2, where the items before it have a number.", 2)]
    public void Uneven_arrays_are_refused(string message, int which)
    {
        object[][] arrays = [[new object[] { 1, 2 }, new object[] { 3 }], [new object[] { 1, 2 }, 3], [1, new object[] { 2, 3 }]];
        Assert.StartsWith(message, Assert.Throws<AdException>(() => Conversion.ToValue(arrays[which], "x")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_number_is_named()
    {
        Assert.Equal("x: the string 'abc' was given where a number, a regular array of numbers or a tensor is needed.", Error("abc", "x"));
        Assert.Equal("x[1]: a [DateTime] was given where a number, a regular array of numbers or a tensor is needed.", Error(new object[] { 1, new DateTime() }, "x"));
        Assert.Equal("null was given where a number, a regular array of numbers or a tensor is needed.", Error(null, ""));
        Assert.Contains("a [DayOfWeek]", Error(DayOfWeek.Friday, "x"), StringComparison.Ordinal);
        Assert.Contains("Ad.Stack", Error(new object[] { 1.0, Tensor.Scalar(1.0) }, "x"), StringComparison.Ordinal);
    }

    static Tensor Read(object x) => (Tensor)Conversion.ToValue(x, "x");

    static string Error(object? x, string path) => Assert.Throws<AdException>(() => Conversion.ToValue(x, path)).Message;
}
