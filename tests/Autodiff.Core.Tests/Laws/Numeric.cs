using System.Globalization;

namespace Autodiff.Core.Tests.Laws;

/// <summary>Plain arithmetic on tensors, independent of the tested operations.</summary>
static class Numeric
{
    /// <summary>A tensor with these numbers.</summary>
    public static Tensor Tensor(TensorType type, double[] v) => new(type, type.DType.Name switch
    {
        "f64" => v,
        "f16" => Array.ConvertAll(v, x => (Half)x),
        "bf16" => Array.ConvertAll(v, x => (BFloat16)x),
        "f32" => Array.ConvertAll(v, x => (float)x),
        "i32" => Array.ConvertAll(v, x => (int)x),
        "i64" => Array.ConvertAll(v, x => (long)x),
        "u32" => Array.ConvertAll(v, x => (uint)x),
        "bool" => Array.ConvertAll(v, x => x != 0),
        var other => throw new NotSupportedException(other),
    });

    /// <summary>All elements, also of a splat.</summary>
    public static double[] Doubles(Value x)
    {
        var t = Assert.IsType<Tensor>(x);
        var r = new double[t.Size];
        for (int i = 0; i < r.Length; i++) r[i] = t.ToDouble(i);
        return r;
    }

    /// <summary>The same numbers, each stored separately.</summary>
    public static Tensor Dense(Tensor x) => new(x.Type, x.Data);

    /// <summary>The tolerance for results that are computed from these dtypes. That of f16 and bf16 is about 0.01 and 0.1 at most, and four times that for loose rows.</summary>
    public static double Tolerance(IEnumerable<DType> dtypes, double loose, double f64, double f32)
    {
        double precision = dtypes.Where(d => d.IsFloat).Select(d => d.Epsilon).DefaultIfEmpty(0).Max();
        return precision > DType.F32.Epsilon ? Math.Min(13 * Math.Clamp(loose, 1, 4), loose * f32 / DType.F32.Epsilon) * precision : loose * (precision > DType.F64.Epsilon ? f32 : f64);
    }

    /// <summary>The same numbers, with other floats converted to f64.</summary>
    public static Tensor Wide(Value x) => x.Type.IsFloat ? Tensor(new(DType.F64, x.Type.Shape, x.Type.Weak), Doubles(x)) : (Tensor)x;

    /// <summary>x + h·dx.</summary>
    public static Tensor Move(Tensor x, Tensor dx, double h) => Tensor(x.Type, [.. Doubles(x).Zip(Doubles(dx), (a, d) => a + h * d)]);

    /// <summary>A tensor of unrelated numbers from ±0.25 to ±1.</summary>
    public static Tensor Direction(TensorType type, int salt)
    {
        var r = new double[type.Shape.Size];
        for (int i = 0; i < r.Length; i++)
        {
            double turn = (i * 0.754877666 + salt * 0.569840291 + 0.1) % 1;
            r[i] = (i * 5 + salt) % 3 == 0 ? -0.25 - 0.75 * turn : 0.25 + 0.75 * turn;
        }
        return Tensor(type.Strong, r);
    }

    /// <summary>The sum of products, and the sum of their absolute values.</summary>
    public static (double Sum, double Magnitude) Dot(IEnumerable<Value?> x, IEnumerable<Value?> y)
    {
        double sum = 0, magnitude = 0;
        foreach (var (a, b) in x.Zip(y))
        {
            if (a is null || b is null) continue;
            foreach (var (u, v) in Doubles(a).Zip(Doubles(b)))
            {
                sum += u * v;
                magnitude += Math.Abs(u * v);
            }
        }
        return (sum, magnitude);
    }

    /// <summary>The items stacked along a new leading axis.</summary>
    public static Tensor Stack(IReadOnlyList<Tensor> items) => Tensor(items[0].Type.With(items[0].Type.Shape.Prepend(items.Count)), [.. items.SelectMany(Doubles)]);

    /// <summary>One item along the leading axis.</summary>
    public static Tensor Item(Value all, int i)
    {
        var shape = all.Type.Shape.From(1);
        int n = (int)shape.Size;
        return Tensor(all.Type.With(shape), Doubles(all)[(i * n)..((i + 1) * n)]);
    }

    /// <summary>Asserts equal types, and numbers that differ by at most the tolerance times the greater of their maximum and 1.</summary>
    public static void Close(Value expected, Value actual, double tolerance, string what)
    {
        Assert.True(expected.Type.Strong == actual.Type.Strong, $"{what}: expected {expected.Type}, got {actual.Type}");
        var (e, a) = (Doubles(expected), Doubles(actual));
        double scale = e.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max();
        for (int i = 0; i < e.Length; i++)
            if (!(e[i].Equals(a[i]) || Math.Abs(e[i] - a[i]) <= tolerance * Math.Max(1, scale))) Assert.Fail($"{what}: element {i} of {expected.Type}: expected {Show(e)}, got {Show(a)}");
    }

    /// <summary>Asserts equal types and bits. Any NaN equals any other.</summary>
    public static void Same(Value expected, Value actual, string what)
    {
        Assert.True(expected.Type == actual.Type, $"{what}: expected {expected.Type}, got {actual.Type}");
        var (e, a) = (((Tensor)expected).Data, Assert.IsType<Tensor>(actual).Data);
        for (int i = 0; i < e.Length; i++)
            if (!SameBits(expected.DType, e.GetValue(i)!, a.GetValue(i)!)) Assert.Fail($"{what}: element {i} of {expected.Type}: expected {Show(Doubles(expected))}, got {Show(Doubles(actual))}");
    }

    // Every float is a double, with the same sign of zero.
    static bool SameBits(DType dtype, object e, object a) => dtype.IsFloat
        ? dtype.Number(e) is var d && double.IsNaN(d) ? double.IsNaN(dtype.Number(a)) : BitConverter.DoubleToInt64Bits(d) == BitConverter.DoubleToInt64Bits(dtype.Number(a))
        : e.Equals(a);

    static string Show(double[] v) => "[" + string.Join(", ", v.Select(x => x.ToString("R", CultureInfo.InvariantCulture))) + "]";

    /// <summary>The values, with zeros in place of null.</summary>
    public static Value[] Instantiate(Value?[] d, Value[] like) => [.. d.Select((v, i) => v ?? Autodiff.Tensor.Zeros(like[i].Type))];
}
