using Autodiff.Transforms;

namespace Autodiff.Core.Tests.Laws;

/// <summary>Forward mode: tangents equal limits of differences.</summary>
public class JvpLaws
{
    public static TheoryData<string, string> First => Table.Forward(1);

    [Theory, MemberData(nameof(First))]
    public void The_tangent_is_the_finite_difference(string row, string dtype) => Table.Check(row, dtype, c => HoldsFor(c.F, c.X, c.Row.Loose));

    /// <summary>The law for any function at a point: f64 is compared with differences, other floats with f64.</summary>
    internal static void HoldsFor(Func<Value[], Value[]> f, Tensor[] x, double loose = 1)
    {
        foreach (bool[] mask in Table.Some(Array.ConvertAll(x, v => v.Type.IsFloat)))
        {
            var dx = x.Select((v, i) => mask[i] ? Numeric.Direction(v.Type, i) : null).ToArray();
            var (y, dy) = Differentiation.Jvp(f, x, dx);
            var plain = f(x);
            var wide = Array.ConvertAll(x, Numeric.Wide);
            var wideDx = Array.ConvertAll(dx, d => d is null ? null : Numeric.Wide(d));
            bool isWide = Array.TrueForAll(x, v => !v.Type.IsFloat || v.DType == DType.F64);
            var expected = !isWide
                ? Numeric.Instantiate(Differentiation.Jvp(f, wide, wideDx).DY, f(wide))
                : FiniteDifference(f, x, dx);
            for (int i = 0; i < y.Length; i++)
            {
                string what = $"result {i} along ({string.Join(", ", mask)})";
                Numeric.Same(plain[i], y[i], what + ", value");
                if (dy[i] is { } d) Assert.True(d.Type == y[i].Type.Strong, $"{what}: the tangent of {y[i].Type} is {d.Type}");
                if (!y[i].Type.IsFloat)
                {
                    Assert.Null(dy[i]);
                    continue;
                }
                var tangent = dy[i] ?? Tensor.Zeros(y[i].Type);
                Numeric.Close(Numeric.Wide(expected[i]), Numeric.Wide(tangent), Numeric.Tolerance(Array.ConvertAll(x, v => v.DType), loose, 1e-7, 2e-4), what);
            }
        }
    }

    // Five points, with an error of order h⁴.
    internal static Value[] FiniteDifference(Func<Value[], Value[]> f, Tensor[] x, Tensor?[] dx)
    {
        const double h = 5e-4;
        Value[] At(double by) => f([.. x.Select((v, i) => dx[i] is { } d ? Numeric.Move(v, d, by) : v)]);
        var (p1, m1, p2, m2) = (At(h), At(-h), At(2 * h), At(-2 * h));
        return [.. p1.Select((y, i) => !y.Type.IsFloat ? y : Numeric.Tensor(y.Type, [.. Enumerable.Range(0, (int)y.Size).Select(k =>
        {
            double Number(Value[] v) => ((Tensor)v[i]).ToDouble(k);
            return (8 * (Number(p1) - Number(m1)) - (Number(p2) - Number(m2))) / (12 * h);
        })]))];
    }
}
