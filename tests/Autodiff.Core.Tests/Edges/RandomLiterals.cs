using Autodiff.Core.Tests.Laws;

namespace Autodiff.Core.Tests.Edges;

/// <summary>Random numbers at the edges of their ranges. The expected numbers come from a separate implementation with big integers.</summary>
public class RandomLiterals
{
    public static TheoryData<int, long, long, string, long[]> Ranges => new()
    {
        { 7, 0, 10, "i64", [7, 9, 6, 9, 1, 2] },
        { 7, long.MinValue, long.MaxValue, "i64", [-3665446470981240635, -2306596331235500099, 4868884872125321602, 2138368898218409155, -1481486239166798653, -3808750829681874390] },
        { 7, -5, 4611686018427387907, "i64", [946239547446147256, 2305089687191887792, 257198853697933669, 2138368898218409134, 3130199779260589238, 802935188745513501] },
        { 9, long.MinValue, 4611686018427387904, "i64", [-7779018205514752983, -9155259735429378713, 2384140671990918903, 2976867063711856303, -5981980518076383606, 1427583990080557393] },
        { 9, 3, 3, "i64", [3, 3, 3, 3, 3, 3] },
        { 9, -100, 2147483647, "i32", [586447773, 1002075709, 427967729, 760545817, 172245532, 1409719419] },
        { 9, -2147483648, 2147483647, "i32", [-1561035775, -1145407839, 427967928, -1386937731, 172245731, 1409719618] },
        { 9, 5, 2, "i32", [5, 5, 5, 5, 5, 5] },
        { 9, 0, 3000000000, "i32", [586447873, 1002075809, 427967928, 760545917, 172245731, 1409719618] },
        { 9, -3000000000, 3000000000, "i32", [-1561035775, -1145407839, 427967928, -1386937731, 172245731, 1409719618] },
        { 9, -7, 2147483648, "i32", [586447866, 1002075802, 427967914, 760545910, 172245717, 1409719604] },
        { 9, 2147483647, 2147483648, "i32", [2147483647, 2147483647, 2147483647, 2147483647, 2147483647, 2147483647] },
        { 9, -3000000000, -2147483646, "i32", [-2147483647, -2147483647, -2147483648, -2147483647, -2147483647, -2147483648] },
    };

    [Theory, MemberData(nameof(Ranges))]
    public void Integers_of_wide_ranges(int seed, long low, long high, string dtype, long[] expected) =>
        Numeric.Same(Tensor.Of(expected), Ad.Cast(Ad.RandomInt(Ad.RandomKey(seed), expected.Length, low, high, dtype), DType.I64), $"from {low} to {high}");

    [Theory]
    [InlineData(0, 1, new[] { 0 })]
    [InlineData(0, 5, new[] { 0, 1, 4, 3, 2 })]
    [InlineData(42, 10, new[] { 7, 4, 2, 5, 3, 6, 8, 9, 0, 1 })]
    [InlineData(3, 2000, new[] { 1883, 819, 811, 456, 1123, 377, 1813 })]
    public void Permutations(int seed, int n, int[] first)
    {
        var p = (int[])((Tensor)Ad.RandomPermutation(Ad.RandomKey(seed), n)).Data;
        Assert.Equal(first, p[..first.Length]);
        Assert.Equal(Enumerable.Range(0, n), p.Order());
    }

    [Theory]
    [InlineData(-1L, 0xFFFFFFFF, 0xFFFFFFFF)]
    [InlineData(0x123456789ABCDEF, 0x1234567, 0x89ABCDEF)]
    [InlineData(long.MinValue, 0x80000000, 0)]
    public void Seeds_fill_both_words(long seed, uint high, uint low) => Numeric.Same(Tensor.Of(high, low), Ad.RandomKey(seed), $"the key of {seed}");

    [Fact]
    public void A_seed_of_32_bits_fills_the_low_word()
    {
        Numeric.Same(Tensor.Of(0u, uint.MaxValue), Ad.RandomKey(Tensor.Scalar(-1)), "of an i32 tensor");
        Numeric.Same(Tensor.Of(uint.MaxValue, uint.MaxValue), Ad.RandomKey(-1), "of a plain number");
    }

    [Fact]
    public void Uniform_numbers_are_below_one_and_normal_ones_finite()
    {
        foreach (var dtype in Row.Floats)
        {
            Assert.All(Numeric.Doubles(Ad.RandomUniform(Ad.RandomKey(1), 100_000, dtype)), v => Assert.InRange(v, 0, Math.BitDecrement(1)));
            var normal = Numeric.Doubles(Ad.RandomNormal(Ad.RandomKey(2), 100_000, dtype));
            Assert.All(normal, v => Assert.True(double.IsFinite(v)));
            Assert.Equal(0, normal.Average(), 0.02);
            Assert.Equal(1, normal.Average(v => v * v), 0.02);
        }
    }

    [Fact]
    public void Categories_are_drawn_as_often_as_their_logarithms_say()
    {
        double[] p = [0.1, 0.6, 0.3];
        var drawn = Numeric.Doubles(Ad.RandomCategorical(Ad.RandomKey(5), Array.ConvertAll(p, Math.Log), shape: 20_000));
        for (int i = 0; i < p.Length; i++) Assert.Equal(p[i], drawn.Count(d => d == i) / 20_000.0, 0.02);
    }

    public static TheoryData<string, Func<Value>> Refused => new()
    {
        { "InvalidKey … RandomUniform: … u32[2] … RandomKey … RandomSplit … i32[]*", () => Ad.RandomUniform(3, 2) },
        { "InvalidDType … RandomUniform: … i32", () => Ad.RandomUniform(Ad.RandomKey(0), 2, "i32") },
        { "InvalidArgument … RandomKey: … f64[]*", () => Ad.RandomKey(1.5) },
        { "InvalidArgument … RandomFoldIn: … i32[2]", () => Ad.RandomFoldIn(Ad.RandomKey(0), new[] { 1, 2 }) },
        { "InvalidDType … RandomInt: … i32[]* … f64[]*", () => Ad.RandomInt(Ad.RandomKey(0), 2, 0, 1.5) },
        { "InvalidArgument … RandomPermutation: … -1 … i32[]*", () => Ad.RandomPermutation(Ad.RandomKey(0), -1) },
        { "ShapeMismatch … RandomCategorical: … [2] … []", () => Ad.RandomCategorical(Ad.RandomKey(0), Ad.Zeros([2, 3]), shape: default(Shape)) },
    };

    [Theory, MemberData(nameof(Refused))]
    public void What_is_no_key_seed_or_range_is_refused(string error, Func<Value> f) => Says.Error(error, f);
}
