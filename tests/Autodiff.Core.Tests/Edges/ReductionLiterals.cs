using Autodiff.Core.Tests.Laws;
using static Autodiff.Core.Tests.Edges.Gradients;

namespace Autodiff.Core.Tests.Edges;

/// <summary>Reductions that are not smooth, not finite, or over no elements.</summary>
public class ReductionLiterals
{
    const double Inf = double.PositiveInfinity, NaN = double.NaN;

    static Tensor F64(params double[] x) => Tensor.Of(x);

    static double[] Values(Value x) => Numeric.Doubles(x);

    [Theory]
    [InlineData(1, null)]
    [InlineData(3, null)]
    [InlineData(3, 1.0)]
    [InlineData(3, Inf)]
    [InlineData(3, 3.0)]
    [InlineData(3, 0.5)]
    public void TheNormOfZerosAndItsGradientAreZero(int length, double? ord)
    {
        foreach (var dtype in Row.Floats)
        {
            Value x = Numeric.Tensor(new(dtype, length), new double[length]);
            Value Norm(Value v) => Ad.Norm(v, ord: ord);
            Assert.Equal([0], Values(Norm(x)));
            Are(new double[length], Norm, x);
            Assert.Equal(new double[length * length], Hessian(Norm, x));
        }
    }

    [Theory]
    [InlineData(3e38f, 0f, 3e38)]
    [InlineData(2e38f, 2e38f, 2.828427e38)]
    [InlineData(1e-30f, 0f, 1e-30)]
    [InlineData(3e-30f, 4e-30f, 5e-30)]
    public void TheNormStaysFiniteAndNonzero(float a, float b, double norm)
    {
        Value x = Tensor.Of(a, b);
        Same([norm], Values(Ad.Norm(x)));
        Are([a / norm, b / norm], v => Ad.Norm(v), x);
        Same([Math.Cbrt(Math.Pow(a, 3) + Math.Pow(b, 3))], Values(Ad.Norm(x, ord: 3)));
    }

    [Fact]
    public void TheNormHasASecondDerivativeWhereOneElementIsZero() => Same([0, 0, 0, 1 / 3.0], Hessian(x => Ad.Norm(x), F64(3, 0)));

    [Fact]
    public void TheStandardDeviationOfAConstantAndItsGradientAreZero()
    {
        foreach (var x in new[] { F64(2), F64(0.5, 0.5, 0.5), F64(0, 0) })
        {
            int n = (int)x.Size;
            Assert.Equal([0], Values(Ad.Std(x)));
            Are(new double[n], v => Ad.Std(v), x);
            Assert.Equal(new double[n * n], Hessian(v => Ad.Std(v), x));
        }
        Assert.Equal([NaN], Values(Ad.Std(F64(1), ddof: 1)));
    }

    [Fact]
    public void TiesOfAMaximumShareItsGradient()
    {
        Are([0, 0.5, 0, 0.5], x => Ad.Max(x), F64(1, 3, 2, 3));
        Are([0.25, 0.25, 0.25, 0.25], x => Ad.Max(x), F64(7, 7, 7, 7));
        Are([0.5, 0.5], x => Ad.Max(x), F64(-Inf, -Inf));
        Are([0.5, 0, 0.5], x => Ad.Min(x), F64(-1, 0, -1));
        Are([0.5, 0.5], x => Ad.Max(x), F64(0.0, -0.0));
    }

    [Fact]
    public void NaNWins()
    {
        var x = F64(1, NaN, 3, NaN);
        Assert.Equal([NaN], Values(Ad.Max(x)));
        Assert.Equal([NaN], Values(Ad.Min(x)));
        Are([NaN, NaN, NaN, NaN], v => Ad.Max(v), x);
        Assert.Equal([1], Values(Ad.ArgMax(x)));
        Assert.Equal([1], Values(Ad.ArgMin(x)));
        Assert.Equal([1], Values(Ad.ArgMax(F64(0, 5, 5))));
    }

    [Fact]
    public void NothingHasNoExtremum()
    {
        Value empty = Ad.Zeros(new Shape(0, 3));
        foreach (var f in new Func<Value, Value>[] { x => Ad.Max(x), x => Ad.Min(x, 0), x => Ad.ArgMax(x), x => Ad.ArgMin(x, 0) })
        {
            var e = Assert.Throws<AdException>(() => f(empty));
            Assert.Equal("EmptyReduction", e.Id);
            Assert.Contains("f64[0,3]", e.Message, StringComparison.Ordinal);
        }
        Assert.Equal([0], Ad.Max(empty, 1).Shape);
        Assert.Equal([0], Ad.ArgMax(empty, 1).Shape);
        Assert.Equal([0, 0, 0], Values(Ad.Sum(empty, 0)));
        Assert.Equal([1, 1, 1], Values(Ad.Prod(empty, 0)));
        Assert.Equal([-Inf], Values(Ad.LogSumExp(empty)));
        Assert.Equal([NaN], Values(Ad.Mean(empty)));
    }

    [Fact]
    public void ProductsHaveExactGradientsWhereElementsAreZero()
    {
        Are([6, 3, 2], x => Ad.Prod(x), F64(1, 2, 3));
        Are([0, 6, 0], x => Ad.Prod(x), F64(2, 0, 3));
        Are([0, 0, 0], x => Ad.Prod(x), F64(0, 0, 3));
        Are([0, 0, 0], x => Ad.Prod(x), F64(0, 0, 0));
        Same([0, 3, 0, 3, 0, 2, 0, 2, 0], Hessian(x => Ad.Prod(x), F64(2, 0, 3)));
        Same([0, 3, 0, 3, 0, 0, 0, 0, 0], Hessian(x => Ad.Prod(x), F64(0, 0, 3)));
    }

    [Fact]
    public void LogSumExpIsStable()
    {
        Value Sum(Value x) => Ad.LogSumExp(x);
        Same([1000.6931471805599], Values(Sum(F64(1000, 1000))));
        Are([0.5, 0.5], Sum, F64(1000, 1000));
        Same([-999.3068528194401], Values(Sum(F64(-1000, -1000))));
        Are([1, 0], Sum, F64(2, -Inf));
        Assert.Equal([-Inf], Values(Sum(F64(-Inf, -Inf))));
        Are([NaN, NaN], Sum, F64(-Inf, -Inf));
        Assert.Equal([Inf], Values(Sum(F64(Inf, 1))));
        Assert.Equal(NaN, Reverse(Sum, F64(Inf, 1))[0]);
    }

    [Fact]
    public void MasksGiveZeroGradients()
    {
        Value none = new[] { false, false }, first = new[] { true, false };
        Assert.Equal([-Inf], Values(Ad.LogSumExp(F64(1, 2), mask: none)));
        Are([0, 0], x => Ad.LogSumExp(x, mask: none), F64(1, 2));
        Are([1, 0], x => Ad.LogSumExp(x, mask: first), F64(1, Inf));
        Assert.Equal([0, 0], Values(Ad.Softmax(F64(1, 2), mask: none)));
        Are([0, 0], x => Ad.Softmax(x, mask: none) * F64(2, 3), F64(-Inf, NaN));
        Assert.Equal([1, 0], Values(Ad.Softmax(F64(1, Inf), mask: first)));
        Assert.Equal([0, -Inf], Values(Ad.LogSoftmax(F64(1, Inf), mask: first)));
        Assert.Equal([NaN, NaN], Values(Ad.Softmax(F64(-Inf, -Inf))));
    }

    [Fact]
    public void SoftmaxDoesNotChangeWithAShift()
    {
        var x = F64(0.1, -2, 3, 0.5);
        foreach (double shift in new[] { 1000.0, -1000, 1e6 })
        {
            Same(Values(Ad.Softmax(x)), Values(Ad.Softmax(x + shift)));
            Same([.. Values(Ad.LogSumExp(x)).Select(v => v + shift)], Values(Ad.LogSumExp(x + shift)));
        }
    }

    [Fact]
    public void LongSumsOfF32KeepTheirDigits()
    {
        var ones = new float[(1 << 24) + 5];
        Array.Fill(ones, 1f);
        Assert.Equal([ones.Length - 1], Values(Ad.Sum(Tensor.Of(ones))));
        Assert.Equal([1 << 25], Values(Ad.Sum(Ad.Ones(new Shape(1 << 25), "f32"))));
        Assert.Equal([2], Values(Ad.Sum(F64(1, 1e100, 1, -1e100))));
    }

    [Fact]
    public void SumsAndProductsOfSmallIntegersAreWide()
    {
        foreach (var dtype in new[] { DType.Bool, DType.I32, DType.U32 })
        {
            Assert.Equal(DType.I64, Ad.Sum(Ad.Ones(new Shape(3), dtype)).DType);
            Assert.Equal(DType.I64, Ad.Prod(Ad.Ones(new Shape(3), dtype)).DType);
        }
        Assert.Equal([4294967294], Values(Ad.Sum(new[] { int.MaxValue, int.MaxValue })));
        Assert.Equal(DType.F64, Ad.Mean(new[] { 1, 2 }).DType);
        Assert.Equal(DType.F32, Ad.Std(Tensor.Of(1f, 2f)).DType);
        Assert.Equal(DType.I32, Ad.Max(new[] { 1, 2 }).DType);
        Assert.Equal(DType.I32, Ad.ArgMax(Tensor.Of(1L, 2L)).DType);
    }
}
