using Autodiff.Core.Tests.Laws;
using Autodiff.Families;
using Autodiff.Tracing;
using static Autodiff.Core.Tests.Edges.Gradients;

namespace Autodiff.Core.Tests.Edges;

/// <summary>Indices that are negative, out of range, repeated, or absent.</summary>
public class IndexLiterals
{
    static readonly Value x = Tensor.Of(10.0, 11, 12, 13, 14);

    static double[] Values(Value v) => Numeric.Doubles(v);

    /// <summary>A tensor index, which is not a plain number.</summary>
    static Tensor Computed(int i) => Tensor.Scalar(i);

    static AdException Fails(Func<Value> f, string id, params string[] says)
    {
        var e = Assert.Throws<AdException>(f);
        Assert.Equal(id, e.Id);
        Assert.All(says, s => Assert.Contains(s, e.Message, StringComparison.Ordinal));
        return e;
    }

    [Theory]
    [InlineData(-7, 10)]
    [InlineData(-6, 10)]
    [InlineData(-5, 10)]
    [InlineData(-1, 14)]
    [InlineData(0, 10)]
    [InlineData(4, 14)]
    [InlineData(5, 14)]
    [InlineData(100, 14)]
    public void AComputedIndexWrapsOnceAndThenReadsTheNearest(int i, double read)
    {
        Assert.Equal([read], Values(Ad.Index(x, [Computed(i)])));
        // A read out of range has a gradient of zero.
        bool within = i is >= -5 and < 5;
        Are([.. Enumerable.Range(0, 5).Select(k => within && k == (i + 5) % 5 ? 1.0 : 0)], v => Ad.Index(v, [Computed(i)]), x);
    }

    [Theory]
    [InlineData(-6)]
    [InlineData(5)]
    public void AConstantIndexOutOfRangeIsAnError(int i)
    {
        Fails(() => Ad.Index(x, [i]), "IndexOutOfRange", "axis 0 with 5 elements", $"{i}");
        Fails(() => Ad.Index(x, [new object[] { 0, i }]), "IndexOutOfRange");
        Fails(() => Ad.Index(x, [(double)i]), "IndexOutOfRange");
        Fails(() => Ad.Take(x, i), "IndexOutOfRange");
    }

    [Theory]
    [InlineData(-6, double.NaN)]
    [InlineData(-5, 10)]
    [InlineData(4, 14)]
    [InlineData(5, double.NaN)]
    public void TakeGivesNaNOutOfRange(int i, double read)
    {
        Assert.Equal([read], Values(Ad.Take(x, Computed(i))));
        Are([.. Enumerable.Range(0, 5).Select(k => !double.IsNaN(read) && k == (i + 5) % 5 ? 1.0 : 0)], v => Ad.Take(v, Computed(i)), x);
    }

    [Fact]
    public void TakeGivesTheLeastIntegerOutOfRange()
    {
        var far = Computed(9);
        Assert.Equal(int.MinValue, ((Tensor)Ad.Take(new[] { 1, 2 }, far)).Item());
        Assert.Equal(long.MinValue, ((Tensor)Ad.Take(Tensor.Of(1L, 2L), far)).Item());
        Assert.Equal(uint.MaxValue, ((Tensor)Ad.Take(Tensor.Of(1u, 2u), far)).Item());
        Assert.Equal(true, ((Tensor)Ad.Take(new[] { false, false }, far)).Item());
        Fails(() => Ad.Take(Ad.Zeros(new Shape(0)), Computed(0)), "IndexOutOfRange");
    }

    [Theory]
    [InlineData(-9, 0)]
    [InlineData(-2, 3)]
    [InlineData(1, 1)]
    [InlineData(4, 3)]
    public void ADynamicSliceIsMovedToLieWithin(int start, int first)
    {
        Assert.Equal([10 + first, 11 + first], Values(Ad.DynamicSlice(x, [Computed(start)], 2)));
        Are([.. Enumerable.Range(0, 5).Select(k => k == first || k == first + 1 ? 1.0 : 0)], v => Ad.DynamicSlice(v, [Computed(start)], 2), x);
        double[] updated = [10, 11, 12, 13, 14];
        (updated[first], updated[first + 1]) = (0, 1);
        Assert.Equal(updated, Values(Ad.DynamicUpdateSlice(x, Tensor.Of(0.0, 1), [Computed(start)])));
    }

    [Fact]
    public void WhatIsNoIndexIsAnErrorThatSaysWhatToWrite()
    {
        Fails(() => Ad.Index(x, [Tensor.Scalar(1.0)]), "FloatingIndex", "Parameters", "f64[]");
        Fails(() => Ad.Take(x, 1.5), "FloatingIndex", "Parameters");
        Fails(() => Ad.Index(x, [Tensor.Of(true, false, true, true, true)]), "BooleanIndex", "Ad.Where");
        Fails(() => Ad.Index(x, [new object[] { true, false }]), "BooleanIndex", "Ad.Where");
        Fails(() => Ad.Index(x, [0, 2]), "TooManyIndices", "$x[@(0, 2)]", "f64[5]");
        Fails(() => Ad.Index(Tensor.Scalar(1.0), [0]), "TooManyIndices", "scalar");
        Fails(() => Ad.Index(x, ["a"]), "InvalidIndex", "'a'");
        Fails(() => Ad.Index(x, [1.5]), "InvalidIndex", "1.5");
        Fails(() => Ad.OneHot(1.5, 3), "FloatingIndex");
        Fails(() => Ad.DynamicSlice(x, [Tensor.Scalar(1f)], 2), "FloatingIndex");
    }

    [Fact]
    public void IndicesReadAsNumPyReads()
    {
        Value m = Ad.Reshape(Ad.Iota(DType.F64, 24, 0), new IntegerList(2, 3, 4));
        void Reads(double[] values, int[] shape, params object?[] indices)
        {
            var y = Ad.Index(m, indices);
            Assert.Equal(shape, y.Shape);
            Assert.Equal(values, Values(y));
        }
        Reads([23], [], 1, 2, 3);
        Reads([23], [], -1, -1, -1);
        Reads([4, 16], [2], null, 1, 0);
        Reads([16, 18], [2], 1, 1, new[] { 0, 2 });
        Reads([1, 2, 5, 6, 9, 10], [3, 2], 0, null, new object[] { 1, 2 });
        Reads([3, 2, 1], [3], 0, 0, new object[] { 3, 2, 1 });
        Reads([3, 0], [2], 0, 0, new object[] { -1, 0L });
        Reads([1, 15], [2], new[] { 0, 1 }, new object[] { 0, 0 }, Tensor.Of(1, 3));
        Reads([0, 4, 8, 13, 17, 21], [2, 3], new[] { 0, 1 }, null, Tensor.Of(0, 1));
        Reads([12, 17, 0, 5], [2, 2], Tensor.Of([1, 0], [2, 1]), new[] { 0, 1 }, new[] { 0, 1 });
        Reads([9, 4], [2], 0, Tensor.Of(2, 1), new[] { 1, 0 });
        Reads([0, 12], [2, 1], null, Computed(0), new[] { 0 });
        Reads([4, 0], [2], 0, new object[] { Computed(1), 0 }, 0);
        Reads([], [0, 3, 4], (object)Array.Empty<object>());
        Reads([17.0], [], 1.0, 1m, (byte)1);
        Reads([0, 8], [2], 0, new[] { 0, 2 }, 0);
        Reads([0, 4, 8, 0], [2, 2], 0, new[,] { { 0, 1 }, { 2, 0 } }, 0);
        Reads([0, 4, 8, 0], [2, 2], 0, new[] { new[] { 0, 1 }, new[] { 2, 0 } }, 0);
    }

    [Fact]
    public void OneHotIsZeroOutOfRange() => Assert.Equal([0, 0, 0, 1, 0, 0], Values(Ad.OneHot(Tensor.Of(-1, 0), 3)));

    [Fact]
    public void ScattersEqualLoops()
    {
        var random = new Random(20);
        Dictionary<ScatterKind, Func<double, double, double>> kinds = new()
        {
            [ScatterKind.Add] = (a, u) => a + u,
            [ScatterKind.Multiply] = (a, u) => a * u,
            [ScatterKind.Max] = Math.Max,
            [ScatterKind.Min] = Math.Min,
            [ScatterKind.Update] = (_, u) => u,
        };
        for (int run = 0; run < 1000; run++)
        {
            int size = random.Next(1, 6), count = random.Next(0, 9);
            var (to, updates) = (Random(size), Random(count));
            var indices = new int[count];
            for (int i = 0; i < count; i++) indices[i] = random.Next(-2, size + 2);
            foreach (var (kind, combine) in kinds)
            {
                var expected = (double[])to.Clone();
                for (int i = 0; i < count; i++)
                    if (indices[i] >= 0 && indices[i] < size) expected[indices[i]] = combine(expected[indices[i]], updates[i]);
                var y = new Scatter(new GatherDimensions(default, 0, 0), kind).Bind(Tensor.Of(to), Tensor.Of<int>(indices, new Shape(count, 1)), Tensor.Of(updates));
                Assert.Equal(expected, Values(y));
            }
        }

        double[] Random(int n)
        {
            var r = new double[n];
            for (int i = 0; i < n; i++) r[i] = random.Next(-3, 4);
            return r;
        }
    }
}
