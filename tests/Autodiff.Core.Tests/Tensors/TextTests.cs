namespace Autodiff.Core.Tests.Tensors;

/// <summary>Tensors print as NumPy 2 prints the same arrays.</summary>
public class TextTests
{
    public static TheoryData<Tensor, string> Printed => new()
    {
        { Tensor.Of(1.0, 2, 3), "[1. 2. 3.]" },
        { Tensor.Of(1.5, 2, -3), "[ 1.5  2.  -3. ]" },
        { Tensor.Of<int>([1, 2, 3, 4], [2, 2]), "[[1 2]\n [3 4]]" },
        { Tensor.Of(100, -5), "[100  -5]" },
        { Tensor.Of(true, false), "[ True False]" },
        { Tensor.Of(1e10, 1.5), "[1.0e+10 1.5e+00]" },
        { Tensor.Of(1e10), "[1.e+10]" },
        { Tensor.Of(0.1, 1000.5), "[1.0000e-01 1.0005e+03]" },
        { Tensor.Of(1e-5, 0), "[1.e-05 0.e+00]" },
        { Tensor.Of(double.NaN, 1), "[nan  1.]" },
        { Tensor.Of(double.PositiveInfinity, double.NegativeInfinity, 1), "[ inf -inf   1.]" },
        { Tensor.Of(double.NaN, double.NaN), "[nan nan]" },
        { Tensor.Of(-0.0, 0.0), "[-0.  0.]" },
        { Tensor.Of(1.0 / 3), "[0.33333333]" },
        { Tensor.Of(Math.PI, 100 * Math.PI), "[  3.14159265 314.15926536]" },
        { Tensor.Of(0.1f, 3.3f), "[0.1 3.3]" },
        { Tensor.Of(1f / 3, 1e-10f), "[3.3333334e-01 1.0000000e-10]" },
        { Tensor.Of(12345678f), "[12345678.]" },
        { Tensor.Zeros(new(DType.F64, new(2, 2, 2))), "[[[0. 0.]\n  [0. 0.]]\n\n [[0. 0.]\n  [0. 0.]]]" },
        { Tensor.Of<int>([.. Enumerable.Range(0, 30)]), "[ 0  1  2  3  4  5  6  7  8  9 10 11 12 13 14 15 16 17 18 19 20 21 22 23\n 24 25 26 27 28 29]" },
        { Tensor.Of<int>([.. Enumerable.Range(0, 1001)]), "[   0    1    2 ...  998  999 1000]" },
        { Tensor.Of<int>([.. Enumerable.Range(0, 1600)], [40, 40]), "[[   0    1    2 ...   37   38   39]\n [  40   41   42 ...   77   78   79]\n [  80   81   82 ...  117  118  119]\n ...\n [1480 1481 1482 ... 1517 1518 1519]\n [1520 1521 1522 ... 1557 1558 1559]\n [1560 1561 1562 ... 1597 1598 1599]]" },
        { Tensor.Of(Array.Empty<double>()), "[]" },
        { Tensor.Scalar(2.0), "2" },
        { Tensor.Scalar(0.1), "0.1" },
        { Tensor.Scalar(true), "True" },
        { Tensor.Scalar(7), "7" },
    };

    [Theory, MemberData(nameof(Printed))]
    public void Prints_as_NumPy_does(Tensor t, string text) => Assert.Equal(text, t.ToString());

    [Fact]
    public void Takes_a_number_format()
    {
        Assert.Equal("[ 1.500 -0.333]", $"{Tensor.Of(1.5, -1.0 / 3):F3}");
        Assert.Equal("2.50", $"{Tensor.Scalar(2.5):F2}");
        Assert.Equal("[007 012]", $"{Tensor.Of(7, 12):D3}");
        Assert.Equal("[ True False]", $"{Tensor.Of(true, false):F3}");
    }

    [Fact]
    public void Is_the_same_in_every_culture()
    {
        var culture = (System.Globalization.CultureInfo)System.Globalization.CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = ",";
        Assert.Equal("[1.50]", string.Format(culture, "{0:F2}", Tensor.Of(1.5)));
        var before = System.Globalization.CultureInfo.CurrentCulture;
        System.Globalization.CultureInfo.CurrentCulture = culture;
        try
        {
            Assert.Equal("[1.5 2. ]", Tensor.Of(1.5, 2).ToString());
            Assert.Equal("1.5", Tensor.Scalar(1.5).ToString());
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = before;
        }
    }
}
