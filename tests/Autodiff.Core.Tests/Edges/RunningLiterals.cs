using Autodiff.Core.Tests.Laws;
using static Autodiff.Core.Tests.Edges.Gradients;

namespace Autodiff.Core.Tests.Edges;

/// <summary>Cumulative products and extrema, medians and updates at indices, where they are not smooth.</summary>
public class RunningLiterals
{
    const double Inf = double.PositiveInfinity, NaN = double.NaN;

    static Tensor F64(params double[] x) => Tensor.Of(x);

    static double[] Values(Value x) => Numeric.Doubles(x);

    [Fact]
    public void TiesOfARunningMaximumShareAsInJax()
    {
        Are([1.5, 0.5], x => Ad.CumMax(x), F64(2, 2));
        Are([1.5, 0.5], x => Ad.CumMin(x), F64(2, 2));
        Are([1.75, 0.75, 0.5], x => Ad.CumMax(x), F64(2, 2, 2));
        Assert.Equal([1, NaN, NaN], Values(Ad.CumMax(F64(1, NaN, 3))));
        Assert.Equal([1, 1, 3], Values(Ad.CumMax(Tensor.Of(1, 0, 3))));
    }

    // y = (x₀, x₀x₁, x₀x₁x₂)
    [Fact]
    public void RunningProductsHaveExactGradientsWhereElementsAreZero()
    {
        Are([1 + 0 + 0, 2 + 2 * 3, 0], x => Ad.CumProd(x), F64(2, 0, 3));
        Are([1, 0, 0], x => Ad.CumProd(x), F64(0, 0, 3));
        Same([0, 4, 0, 4, 0, 2, 0, 2, 0], Hessian(x => Ad.CumProd(x), F64(2, 0, 3)));
    }

    [Fact]
    public void RunningSumsWrapAndStayWhatTheyAre()
    {
        Assert.Equal([int.MaxValue, int.MinValue], Values(Ad.CumSum(new[] { int.MaxValue, 1 })));
        Assert.Equal(DType.I64, Ad.CumSum(new[] { true, true }).DType);
        Assert.Equal([1, 2, 0], Values(Ad.CumSum(F64(1, 1, -2))));
        Assert.Equal([1, 3, 6, 10], Values(Ad.CumSum(Tensor.Of([1, 2, 3, 4], [2, 2]))));
    }

    [Fact]
    public void OfSeveralUpdatesTheLastCounts()
    {
        Value twice = Tensor.Of(1, 1);
        Assert.Equal([0, 8, 0], Values(Ad.IndexUpdate(F64(0, 0, 0), twice, F64(7, 8))));
        Are([0, 1], u => Ad.IndexUpdate(F64(0, 0, 0), twice, u), F64(7, 8));
        Are([1, 0, 1], x => Ad.IndexUpdate(x, twice, F64(7, 8)), F64(0, 0, 0));
        Are([1, 1], u => Ad.IndexAdd(F64(0, 0, 0), twice, u), F64(7, 8));
    }

    [Fact]
    public void TiesOfUpdatesShareEvenly()
    {
        Value twice = Tensor.Of(1, 1);
        Are([0.5, 0.5], u => Ad.IndexMax(F64(0, 0), twice, u), F64(7, 7));
        // A NaN result belongs to no element: the tangent is not divided by the number of equal elements, which is zero.
        Are([0, 1], x => Ad.IndexMax(x, Tensor.Of(0), F64(double.NaN)), F64(1, 2));
        Are([1 / 3.0, 1 / 3.0], u => Ad.IndexMax(F64(0, 7), twice, u), F64(7, 7));
        Are([1, 1 / 3.0], x => Ad.IndexMax(x, twice, F64(7, 7)), F64(0, 7));
        Are([1, 1], x => Ad.IndexMin(x, twice, F64(8, 9)), F64(0, 7));
    }

    [Fact]
    public void MultipliedUpdatesHaveAGradientOnlyWhereNoneMeet()
    {
        Are([10, 30], u => Ad.IndexMultiply(F64(10, 20, 30), Tensor.Of(0, -1), u), F64(2, 3));
        Are([2, 1, 3], x => Ad.IndexMultiply(x, Tensor.Of(0, -1), F64(2, 3)), F64(10, 20, 30));
        Are([1, 6], x => Ad.IndexMultiply(x, Tensor.Of(1, 1), F64(2, 3)), F64(10, 20));
        var e = Assert.Throws<AdException>(() => Reverse(u => Ad.IndexMultiply(F64(10, 20), Tensor.Of(1, 1), u), F64(2, 3)));
        Assert.Equal("NotDifferentiable", e.Id);
    }

    [Theory]
    [InlineData(-3, false)]
    [InlineData(-2, true)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void AnUpdateOutOfRangeIsDropped(int i, bool within)
    {
        double[] expected = [5, 5];
        if (within) expected[(i + 2) % 2] = 9;
        Assert.Equal(expected, Values(Ad.IndexUpdate(F64(5, 5), Tensor.Scalar(i), 9)));
        Are([within ? 1 : 0], u => Ad.IndexUpdate(F64(5, 5), Tensor.Scalar(i), u), 9.0);
        if (!within) Assert.Equal("IndexOutOfRange", Assert.Throws<AdException>(() => Ad.IndexAdd(F64(5, 5), i, 9)).Id);
    }

    [Fact]
    public void UpdatesDoNotLoseTheirFraction()
    {
        Assert.Equal("InvalidDType", Assert.Throws<AdException>(() => Ad.IndexAdd(new[] { 1, 2 }, 0, 0.5)).Id);
        Assert.Equal(DType.F32, Ad.IndexAdd(Ad.Zeros(new Shape(2)), 0, Tensor.Scalar(1f)).DType);
        Assert.Equal(DType.F32, Ad.IndexAdd(Tensor.Of(1f, 2f), 0, Tensor.Scalar(0.5)).DType);
    }

    [Fact]
    public void MediansAndQuantilesPropagateNaN()
    {
        Assert.Equal([NaN], Values(Ad.Median(F64(1, NaN, 3))));
        Assert.Equal([Inf], Values(Ad.Median(F64(Inf, Inf, 0))));
        Assert.Equal([2.5, 1, 4], [.. Values(Ad.Median(F64(1, 2, 3, 4))), .. Values(Ad.Quantile(F64(4, 1, 2), new[] { 0.0, 1 }))]);
        Are([0, 0.5, 0, 0.5], x => Ad.Median(x), F64(9, 3, 1, 4));
    }

    [Fact]
    public void SortedSearchPutsNaNLast()
    {
        var a = F64(-Inf, 0.0, 0.0, 2, NaN);
        var v = F64(-Inf, -0.0, 0, 1, 2, 3, NaN);
        Assert.Equal([0, 1, 1, 3, 3, 4, 4], Values(Ad.SearchSorted(a, v)));
        Assert.Equal([1, 3, 3, 3, 4, 4, 5], Values(Ad.SearchSorted(a, v, "right")));
    }

    [Fact]
    public void InterpolationIsConstantOutside()
    {
        Value points = F64(0, 1, 1, 2), values = F64(10, 20, 30, 40);
        Assert.Equal([10, 15, 30, 35, 40, NaN], Values(Ad.Interp(F64(-1, 0.5, 1, 1.5, 3, NaN), points, values)));
        Are([0, 10, 10, 0], x => Ad.Interp(x, points, values), F64(-1, 0.5, 1.5, 3));
        Assert.Equal([-7, 9], Values(Ad.Interp(F64(-1, 3), points, values, -7, 9)));
        Assert.Equal([5, 5], Values(Ad.Interp(F64(-1, 3), F64(1), F64(5))));
    }

    [Fact]
    public void CountsClipBelowAndDropAbove() => Assert.Equal([2, 1, 0, 1, 0], Values(Ad.Bincount(Tensor.Of(-1, -1, 1, 3, 10), 5)));
}
