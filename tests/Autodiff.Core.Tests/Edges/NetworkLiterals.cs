using Autodiff.Core.Tests.Laws;

namespace Autodiff.Core.Tests.Edges;

/// <summary>Convolutions and pools with numbers that can be checked by hand: ties, NaN, padding, and shapes that do not match.</summary>
public class NetworkLiterals
{
    const double NaN = double.NaN;

    static Tensor Image(int columns, params double[] v) => Tensor.Of<double>(v, [1, 1, v.Length / columns, columns]);

    static Value Gradient(Func<Value, Value> f, Tensor x, Value ct) => Transform.Gradient(v => [f(v[0])], [true])([x, ct])[0];

    [Fact]
    public void A_convolution_does_not_turn_its_kernel() =>
        Assert.Equal([1 * 1 + 2 * 2 + 4 * 3 + 5 * 4, 2 * 1 + 3 * 2 + 5 * 3 + 6 * 4], Numeric.Doubles(Ad.Conv2D(Image(3, 1, 2, 3, 4, 5, 6), Image(2, 1, 2, 3, 4))));

    // If the zeros cannot be divided evenly, there is one more at the end.
    [Fact]
    public void The_same_size_is_padded_behind() =>
        Assert.Equal([3, 5, 3], Numeric.Doubles(Ad.Conv2D(Image(3, 1, 2, 3), Image(2, 1, 1), padding: "same")));

    [Fact]
    public void The_first_of_equal_elements_has_the_gradient() =>
        Assert.Equal([0, 5, 7, 0, 0, 0, 0, 0], Numeric.Doubles(Gradient(x => Ad.MaxPool2D(x, 2), Image(4, 1, 3, 2, 2, 3, 3, 2, 2), Image(2, 5, 7))));

    [Fact]
    public void NaN_is_the_greatest() => Assert.Equal([NaN, 4], Numeric.Doubles(Ad.MaxPool2D(Image(4, 1, NaN, 2, 2, 3, 3, 4, 2), 2)));

    [Fact]
    public void Windows_lie_side_by_side_unless_strides_are_given()
    {
        Assert.Equal([1.5, 3.5], Numeric.Doubles(Ad.AvgPool2D(Image(5, 1, 2, 3, 4, 5), new IntegerList(1, 2))));
        Assert.Equal([1.5, 2.5, 3.5, 4.5], Numeric.Doubles(Ad.AvgPool2D(Image(5, 1, 2, 3, 4, 5), new IntegerList(1, 2), 1)));
    }

    public static TheoryData<string, Func<Value>> Refused => new()
    {
        { "ShapeMismatch … Conv2D: … [1,1,1,2] … [1,2,1,2] … [items, channels, height, width]", () => Ad.Conv2D(Image(2, 1, 2), Ad.Zeros([1, 2, 1, 2])) },
        { "InvalidArgument … Conv2D: … 'full' … 'Valid' … 'Same'", () => Ad.Conv2D(Image(2, 1, 2), Image(1, 1), padding: "full") },
        { "InvalidArgument … Conv2D: … (1,2,3)", () => Ad.Conv2D(Image(2, 1, 2), Image(1, 1), new IntegerList(1, 2, 3)) },
        { "ShapeMismatch … MaxPool2D: … [items, channels, height, width] … [3]", () => Ad.MaxPool2D(Ad.Zeros(3), 2) },
        { "InvalidArgument … AvgPool2D: … (0)", () => Ad.AvgPool2D(Image(2, 1, 2), 0) },
    };

    [Theory, MemberData(nameof(Refused))]
    public void What_does_not_fit_is_refused_with_its_shapes(string error, Func<Value> f) => Says.Error(error, f);
}
