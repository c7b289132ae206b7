using System.Globalization;
using System.Runtime.InteropServices;
using Autodiff.Backends;
using Autodiff.Backends.Managed;
using Autodiff.Core.Tests.Laws;
using Autodiff.Core.Tests.Xla;
using Autodiff.Graphs;
using Autodiff.StableHlo;

namespace Autodiff.Core.Tests.Tensors;

/// <summary>f16 and bf16 are stored in 16 bits. Operations compute with them as f32, and round once.</summary>
public class NarrowFloatTests
{
    const double Inf = double.PositiveInfinity;

    // The least positive bf16 and f16: 2^-133 and 2^-24.
    const double Least = 9.183549615799121e-41, LeastHalf = 5.960464477539063e-8;

    public static TheoryData<string> Narrow => new("f16", "bf16");

    // All 65,536 bit patterns.
    static Tensor All(string dtype)
    {
        ushort[] bits = [.. Enumerable.Range(0, 1 << 16).Select(b => (ushort)b)];
        return dtype == "f16" ? Tensor.Of(MemoryMarshal.Cast<ushort, Half>(bits).ToArray()) : Tensor.Of(MemoryMarshal.Cast<ushort, BFloat16>(bits).ToArray());
    }

    // The number of a bit pattern, by definition. The pattern of infinity is read as the power of two that follows the greatest number.
    static double Decoded(int bits, int fractionBits)
    {
        int magnitude = bits & 0x7FFF, exponent = magnitude >> fractionBits, fraction = magnitude & ((1 << fractionBits) - 1), bias = (1 << 14 - fractionBits) - 1;
        double x = exponent == 0 ? Math.ScaleB(fraction, 1 - bias - fractionBits) : Math.ScaleB(fraction + (1 << fractionBits), exponent - bias - fractionBits);
        return magnitude == bits ? x : -x;
    }

    [Theory, MemberData(nameof(Narrow))]
    public void Each_bit_pattern_is_the_number_of_its_definition_and_comes_back(string dtype)
    {
        var all = All(dtype);
        int fractionBits = all.DType.FractionBits, infinity = 0x7FFF >> fractionBits << fractionBits;
        foreach (var wide in new[] { DType.F32, DType.F64 })
        {
            var converted = (Tensor)Ad.Cast(all, wide);
            var back = (Tensor)Ad.Cast(converted, all.DType);
            for (int i = 0; i < all.Size; i++)
            {
                int magnitude = i & 0x7FFF;
                double expected = magnitude > infinity ? double.NaN : magnitude < infinity ? Decoded(i, fractionBits) : i == magnitude ? Inf : -Inf, actual = converted.ToDouble(i);
                if (!expected.Equals(actual) || double.IsNegative(expected) != double.IsNegative(actual) && expected == 0) Assert.Fail($"{i:x4} is {expected}, not {actual}");
                if (!double.IsNaN(expected)) Assert.Equal(i, BitConverter.ToUInt16(back.Bytes(), 2 * i));
                else Assert.True(double.IsNaN(back.ToDouble(i)));
            }
        }
    }

    // From f32 and from f64: halfway between two neighbours it is the even one, and beside that the nearer one. The last neighbour is infinity.
    [Theory, MemberData(nameof(Narrow))]
    public void Between_any_two_neighbours_it_rounds_to_the_nearest_or_even(string dtype)
    {
        var type = DType.Parse(dtype);
        int infinity = 0x7FFF >> type.FractionBits << type.FractionBits;
        double[] middles = [.. Enumerable.Range(0, infinity).Select(i => (Decoded(i, type.FractionBits) + Decoded(i + 1, type.FractionBits)) / 2)];
        int[] even = [.. middles.Select((_, i) => i + (i & 1))], below = [.. middles.Select((_, i) => i)], above = [.. middles.Select((_, i) => i + 1)];
        Holds(Tensor.Of(middles), even);
        Holds(Tensor.Of(Array.ConvertAll(middles, Math.BitDecrement)), below);
        Holds(Tensor.Of(Array.ConvertAll(middles, Math.BitIncrement)), above);
        Holds(Tensor.Of(Array.ConvertAll(middles, x => (float)x)), even);
        Holds(Tensor.Of(Array.ConvertAll(middles, x => MathF.BitDecrement((float)x))), below);
        Holds(Tensor.Of(Array.ConvertAll(middles, x => MathF.BitIncrement((float)x))), above);

        void Holds(Tensor x, int[] expected)
        {
            foreach (int sign in new[] { 0, 0x8000 })
            {
                byte[] bytes = ((Tensor)Ad.Cast(sign == 0 ? x : -x, type)).Bytes();
                for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i] | sign, BitConverter.ToUInt16(bytes, 2 * i));
            }
        }
    }

    static readonly (string Name, Func<Value, Value, Value> F, Func<double, double, double> Exact)[] operations =
    [
        ("+", Ad.Add, (x, y) => x + y), ("-", Ad.Subtract, (x, y) => x - y), ("*", Ad.Multiply, (x, y) => x * y), ("/", Ad.Divide, (x, y) => x / y),
        ("max", Ad.Maximum, Math.Max), ("sqrt", (x, _) => Ad.Sqrt(x), (x, _) => Math.Sqrt(x)), ("floor", (x, _) => Ad.Floor(x), (x, _) => Math.Floor(x)),
    ];

    // f32 has enough digits: rounding an exact result to it, and then to 16 bits, rounds it once.
    [Theory, MemberData(nameof(Narrow))]
    public void Exact_operations_round_once(string dtype) => Rounds(dtype, graph => ManagedBackend.Instance.Compile(graph, []), 0);

    // XLA treats subnormal numbers as 0.
    [XlaTheory, MemberData(nameof(Narrow))]
    public void Exact_operations_round_once_on_XLA(string dtype) => Rounds(dtype, graph => XlaPlugin.Backend.Compile(graph, []), DType.Parse(dtype).Tiny);

    // Any two bit patterns, as a constant of the program and as its argument.
    static void Rounds(string dtype, Func<Graph, IExecutable> compile, double least)
    {
        var x = All(dtype);
        var y = (Tensor)Ad.Take(x, Ad.RandomPermutation(Ad.RandomKey(1), (int)x.Size));
        var program = compile(Transform.Stage(v => [.. operations.Select(o => o.F(v[0], y))], [x]).Graph);
        var results = program.Run([x])!;
        for (int k = 0; k < results.Length; k++)
            for (int i = 0; i < x.Size; i++)
            {
                double a = x.ToDouble(i), b = y.ToDouble(i), expected = x.DType.Round(operations[k].Exact(a, b)), actual = results[k].ToDouble(i);
                bool subnormal = Array.Exists([a, b, expected, actual], v => v != 0 && Math.Abs(v) < least);
                if (!subnormal && !expected.Equals(actual)) Assert.Fail($"{a} {operations[k].Name} {b} is {expected}, not {actual}");
            }
    }

    [Fact]
    public void Each_BFloat16_has_digits_that_round_trip()
    {
        foreach (var x in (BFloat16[])All("bf16").Data)
            if (!float.IsNaN(x)) Assert.Equal(x, (BFloat16)double.Parse(x.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData(1.0, 1)]
    [InlineData(1 + 1 / 256.0, 1)] // a tie: to even
    [InlineData(1 + 3 / 256.0, 1 + 1 / 64.0)] // a tie: to even
    [InlineData(1 + 1 / 256.0 + 1e-6, 1 + 1 / 128.0)]
    [InlineData(-1 - 1 / 256.0 - 1e-6, -1 - 1 / 128.0)]
    [InlineData(1 + 1 / 256.0 + 1e-15, 1 + 1 / 128.0)] // as a float it would be a tie
    [InlineData(1 + 3 / 256.0 - 1e-15, 1 + 1 / 128.0)]
    [InlineData(3.38e38, 254 * 1.329227995784916e36)]
    [InlineData(3.4e38, Inf)]
    [InlineData(-1e300, -Inf)]
    [InlineData(Least, Least)] // the least
    [InlineData(Least / 2, 0)]
    [InlineData(6.887662211849341e-41, Least)]
    [InlineData(1e-300, 0)]
    [InlineData(double.NaN, double.NaN)]
    public void Rounds_to_nearest_even(double x, double expected)
    {
        Assert.Equal(expected, (BFloat16)x);
        Assert.Equal(expected, DType.BF16.Round(x));
    }

    [Fact]
    public void A_NaN_stays_one_and_zero_keeps_its_sign()
    {
        Assert.True(float.IsNaN((BFloat16)BitConverter.UInt32BitsToSingle(0x7F800001)));
        Assert.True(float.IsNegative((BFloat16)(-0f)));
        Assert.False((BFloat16)float.NaN == (BFloat16)float.NaN);
        Assert.True((BFloat16)float.NaN != (BFloat16)float.NaN);
        Assert.True((BFloat16)(-0f) == (BFloat16)0f);
    }

    [Fact]
    public void A_BFloat16_computes_and_compares_as_a_number()
    {
        BFloat16 x = new(3), y = new(-0.5);
        Assert.Equal(new BFloat16(2.5), x + y);
        Assert.Equal(new BFloat16(3.5), x - y);
        Assert.Equal(new BFloat16(-1.5), x * y);
        Assert.Equal(new BFloat16(-6), x / y);
        Assert.Equal(new BFloat16(0.5), new BFloat16(3.5) % x);
        Assert.Equal(new BFloat16(0.5), -y);
        Assert.True(x > y && y < x && x >= y && y <= x && x.CompareTo((object)y) > 0 && x.CompareTo(null) > 0);
        Assert.Throws<ArgumentException>(() => x.CompareTo("3"));
        Assert.Equal(new BFloat16(3).GetHashCode(), x.GetHashCode());
        Assert.False(x.Equals(3f));
        Assert.Equal("0.1", new BFloat16(0.1).ToString());
        Assert.Equal("0.100", new BFloat16(0.1).ToString("F3", CultureInfo.InvariantCulture));
    }

    // The dtypes, and that of JAX for jnp.add.
    [Theory]
    [InlineData("f16", "f16", "f16")]
    [InlineData("f16", "bf16", "f32")]
    [InlineData("f16", "f32", "f32")]
    [InlineData("bf16", "f32", "f32")]
    [InlineData("bf16", "f64", "f64")]
    [InlineData("f16", "i32", "f16")]
    [InlineData("f16", "i64", "f16")]
    [InlineData("bf16", "u32", "bf16")]
    [InlineData("bf16", "bool", "bf16")]
    public void Promotes_as_in_JAX(string x, string y, string sum)
    {
        Assert.Equal(DType.Parse(sum), Ad.Add(Ad.Ones(2, x), Ad.Ones(2, y)).DType);
        Assert.Equal(DType.Parse(sum), Ad.Add(Ad.Ones(2, y), Ad.Ones(2, x)).DType);
    }

    [Theory, MemberData(nameof(Narrow))]
    public void A_plain_number_beside_it_leaves_the_dtype(string dtype)
    {
        Assert.Equal($"{dtype}[2]", (Ad.Ones(2, dtype) * 2.5 + 1).Type.ToString());
        Assert.Equal($"{dtype}[2]", Ad.Where(Ad.Greater(Ad.Ones(2, dtype), 0.5), Ad.Ones(2, dtype), 0).Type.ToString());
    }

    [Theory, MemberData(nameof(Narrow))]
    public void Sums_accumulate_in_f32(string dtype)
    {
        // A sum that is rounded at each step stops at 2048 or 256.
        var ones = Ad.Cast(Tensor.Of(Enumerable.Repeat(1f, 16384).ToArray()), dtype);
        Assert.Equal(16384, ((Tensor)Ad.Sum(ones)).ToDouble(0));
        Assert.Equal(16384, ((Tensor)Ad.MatMul(ones, ones)).ToDouble(0));
        Assert.Equal(16384, ((Tensor)Ad.Index(Ad.CumSum(ones), [-1])).ToDouble(0));
        // The sum is too great for an f16, and the mean is not.
        var many = ones * 100;
        Assert.Equal(100, ((Tensor)Ad.Mean(many)).ToDouble(0));
        Assert.Equal(0, ((Tensor)Ad.Var(many)).ToDouble(0));
        Assert.Equal(dtype, Ad.Mean(many).DType.Name);
        Assert.Equal(dtype, Ad.Std(many).DType.Name);
    }

    [Theory]
    [InlineData("f16", 65519.0, 65504)]
    [InlineData("f16", 65520.0, Inf)]
    [InlineData("f16", 1 + 1 / 2048.0, 1)]
    [InlineData("f16", 1 + 1 / 2048.0 + 1e-12, 1 + 1 / 1024.0)]
    [InlineData("f16", LeastHalf, LeastHalf)]
    [InlineData("f16", LeastHalf / 2, 0)]
    [InlineData("bf16", 65519.0, 65536)]
    [InlineData("bf16", 1 + 1 / 256.0, 1)]
    [InlineData("bf16", 1e-40, Least)]
    [InlineData("f16", double.NaN, double.NaN)]
    public void Cast_rounds_once(string dtype, double x, double expected)
    {
        Assert.Equal(expected, ((Tensor)Ad.Cast(Tensor.Scalar(x), dtype)).ToDouble(0));
        Assert.Equal(expected, ((Tensor)Ad.Cast(Tensor.Of(x, x), dtype)).ToDouble(1));
        // Back, a number that fits is the same.
        Assert.Equal(expected, ((Tensor)Ad.Cast(Ad.Cast(Tensor.Of(x), dtype), "f64")).ToDouble(0));
        Assert.Equal((float)expected, ((float[])((Tensor)Ad.Cast(Ad.Cast(Tensor.Of(x, 0), dtype), "f32")).Data)[0]);
    }

    [Theory, MemberData(nameof(Narrow))]
    public void To_integers_it_truncates_and_saturates(string dtype)
    {
        var x = Ad.Cast(Tensor.Of(-2.75, 2.75, Inf, -Inf, double.NaN), dtype);
        Assert.Equal(new[] { -2, 2, int.MaxValue, int.MinValue, 0 }, ((Tensor)Ad.Cast(x, "i32")).Data);
        Assert.Equal(new uint[] { 0, 2, uint.MaxValue, 0, 0 }, ((Tensor)Ad.Cast(x, "u32")).Data);
        Assert.Equal(new[] { true, true, true, true, true }, ((Tensor)Ad.Cast(x, "bool")).Data);
        Assert.Equal([1, -3, 0], Numeric.Doubles(Ad.Cast(Tensor.Of(1, -3, 0), dtype)));
        Assert.Equal([1, 0], Numeric.Doubles(Ad.Cast(Tensor.Of(true, false), dtype)));
    }

    [Fact]
    public void Half_goes_in_and_out()
    {
        Assert.Equal("f16[]", Conversion.ToValue((Half)1.5, "x").Type.ToString());
        Assert.Equal("bf16[]", Conversion.ToValue((BFloat16)1.5, "x").Type.ToString());
        Assert.Equal("f16[2]", Conversion.ToValue(new object[] { (Half)1.5, 2 }, "x").Type.ToString());
        Assert.Equal("f32[2]", Conversion.ToValue(new object[] { (Half)1.5, (BFloat16)2 }, "x").Type.ToString());
        Assert.Equal("f64[3]", Conversion.ToValue(new object[] { (Half)1.5, 2.5, true }, "x").Type.ToString());
        Assert.Equal(new[] { 1.5, 2.5, 1 }, ((Tensor)Conversion.ToValue(new object[] { (Half)1.5, 2.5, true }, "x")).Data);
        Assert.Equal(new[] { (Half)1, (Half)2.5 }, ((Tensor)Conversion.ToValue(new[] { (Half)1, (Half)2.5 }, "x")).Data);
        Assert.Equal((Half)3, Tensor.Scalar((Half)3).Item());
        Assert.Equal(new BFloat16[,] { { new(1) }, { new(2) } }, Tensor.Of<BFloat16>([new(1), new(2)], [2, 1]).ToArray());
    }

    [Theory, MemberData(nameof(Narrow))]
    public void Prints_the_shortest_digits(string dtype)
    {
        string Text(params double[] x) => Numeric.Tensor(new(DType.Parse(dtype), x.Length), x).ToString();
        Assert.Equal("[0.1 3.3]", Text(0.1, 3.3));
        Assert.Equal("[ 1.5  2.  -3. ]", Text(1.5, 2, -3));
        Assert.Equal("[nan inf  1.]", Text(double.NaN, Inf, 1));
        Assert.Equal("[1.00e-05 2.56e+02]", Text(1e-5, 256));
        Assert.Equal("0.1", Numeric.Tensor(new(DType.Parse(dtype), default), [0.1]).ToString());
    }

    [Fact]
    public void Are_StableHLO_types_with_literals_by_their_bits()
    {
        var hlo = new Hlo();
        Assert.Equal("tensor<2xbf16>", Hlo.TypeText(hlo.Constant(Ad.Cast(Tensor.Of(1.0, Inf), "bf16") as Tensor ?? throw new InvalidOperationException()).Type));
        hlo.Constant((Tensor)Ad.Cast(Tensor.Of(0.1, double.NaN, -Inf), "f16"));
        string text = hlo.Function("f", true, [], []);
        Assert.Contains("dense<[1.000000000e+000, 0x7F80]> : tensor<2xbf16>", text, StringComparison.Ordinal);
        Assert.Contains("dense<[9.997558594e-002, 0x7E00, 0xFC00]> : tensor<3xf16>", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("f16", 70000.0)]
    [InlineData("f16", -1e10)]
    [InlineData("bf16", 1e39)]
    public void A_number_that_would_be_infinite_does_not_fit(string dtype, double x) => Assert.False(DType.Parse(dtype).Holds(x));

    // As JAX: the fraction has the upper bits of the low 16 or 8 bits of a random word.
    [Theory]
    [InlineData("f16", 16, 10)]
    [InlineData("bf16", 8, 7)]
    public void Uniform_numbers_have_all_fraction_bits(string dtype, int width, int fraction)
    {
        var key = Ad.RandomKey(7);
        var words = (uint[])((Tensor)Ad.RandomBits(key, 1000)).Data;
        double[] expected = Array.ConvertAll(words, w => Math.ScaleB((w & (1u << width) - 1) >> width - fraction, -fraction));
        Assert.Equal(expected, Numeric.Doubles(Ad.RandomUniform(key, 1000, dtype)));
    }
}
