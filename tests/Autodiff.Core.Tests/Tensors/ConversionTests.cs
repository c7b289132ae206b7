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
        { 1f, "f32[]*" },
        { true, "bool[]" },
        { (byte)1, "i32[]*" },
        { (short)1, "i32[]*" },
        { 1u, "u32[]*" },
        { 1ul, "i64[]*" },
        { new ulong[] { 1, long.MaxValue }, "i64[2]" },
        { new object[] { 1ul, 2.5 }, "f64[2]" },
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

    [Fact]
    public void A_ulong_that_is_no_long_is_refused()
    {
        foreach (object x in (object[])[ulong.MaxValue, new[] { 1ul, ulong.MaxValue }, new object[] { 2.5, ulong.MaxValue }]) Says.Error("DoesNotFit … 18446744073709551615 … [UInt64] … [Double]", () => Conversion.ToValue(x, "x"));
    }

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
    [InlineData("RaggedArray … x: … x[1] … length 1 … length 2", 0)]
    [InlineData("RaggedArray … x: … x[1] is a number … length 2", 1)]
    [InlineData("RaggedArray … x: … x[1] … length 2 … a number", 2)]
    public void Uneven_arrays_are_refused(string error, int which)
    {
        object[][] arrays = [[new object[] { 1, 2 }, new object[] { 3 }], [new object[] { 1, 2 }, 3], [1, new object[] { 2, 3 }]];
        Says.Error(error, () => Conversion.ToValue(arrays[which], "x"));
    }

    [Fact]
    public void What_is_no_number_is_named()
    {
        Refuses("NotANumber … x: … 'abc'", "abc", "x");
        Refuses("NotANumber … x[1]: … [DateTime]", new object[] { 1, new DateTime() }, "x");
        Refuses("NotANumber … null", null, "");
        Refuses("NotANumber … x: … [DayOfWeek]", DayOfWeek.Friday, "x");
        Refuses("NotANumber … Ad.Stack", new object[] { 1.0, Tensor.Scalar(1.0) }, "x");
    }

    static Tensor Read(object x) => (Tensor)Conversion.ToValue(x, "x");

    static void Refuses(string error, object? x, string path) => Says.Error(error, () => Conversion.ToValue(x, path));
}
