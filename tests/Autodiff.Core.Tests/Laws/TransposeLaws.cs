using Autodiff.Tracing;
using Autodiff.Transforms;

namespace Autodiff.Core.Tests.Laws;

/// <summary>Reverse mode: ⟨ct, J·dx⟩ = ⟨Jᵀ·ct, dx⟩.</summary>
public class TransposeLaws
{
    public static TheoryData<string, string> First => Table.Both(1);

    public static TheoryData<string, string> FirstReverse => Table.Reverse(1);

    [Theory, MemberData(nameof(First))]
    public void The_gradient_is_the_transpose_of_the_tangent(string row, string dtype) => Table.Check(row, dtype, c => HoldsFor(c.F, c.X, c.Tolerance(1e-11, 2e-5)));

    [Theory, MemberData(nameof(FirstReverse))]
    public void The_gradient_is_the_finite_difference(string row, string dtype) => Table.Check(row, dtype, c => IsFiniteDifference(c.F, c.X, c.Row.Loose));

    /// <summary>The law for any function at a point, in f64.</summary>
    internal static void IsFiniteDifference(Func<Value[], Value[]> f, Tensor[] at, double loose)
    {
        var x = Array.ConvertAll(at, Numeric.Wide);
        bool[] floating = Array.ConvertAll(x, v => v.Type.IsFloat);
        var dx = x.Select((v, i) => floating[i] ? Numeric.Direction(v.Type, i) : null).ToArray();
        var (y, map) = Differentiation.Linearize(f, x, new(floating));
        var ct = y.Select((v, i) => v.Type.IsFloat ? Numeric.Direction(v.Type, 7 + i) : null).ToArray();
        var (expected, scale) = Numeric.Dot(ct, JvpLaws.FiniteDifference(f, x, dx));
        double actual = Numeric.Dot(map.Pull(ct), dx).Sum;
        Assert.True(Math.Abs(expected - actual) <= 1e-7 * loose * Math.Max(1, scale), $"⟨Jᵀ·ct, dx⟩ = {actual:R}, by differences {expected:R}");
    }

    /// <summary>The law for any function at a point.</summary>
    internal static void HoldsFor(Func<Value[], Value[]> f, Tensor[] x, double tolerance)
    {
        foreach (bool[] mask in Table.Some(Array.ConvertAll(x, v => v.Type.IsFloat)))
        {
            var dx = x.Select((v, i) => mask[i] ? Numeric.Direction(v.Type, i) : null).ToArray();
            var (y, dy) = Differentiation.Jvp(f, x, dx);
            var (z, map) = Differentiation.Linearize(f, x, new(mask));
            var pushed = map.Outputs.Scatter(Interpreter.Run(map.Graph, [.. dx.OfType<Value>(), .. map.Residuals]));
            for (int i = 0; i < y.Length; i++)
            {
                Numeric.Same(y[i], z[i], $"result {i} of linearize");
                if (y[i].Type.IsFloat) Numeric.Close(dy[i] ?? Tensor.Zeros(y[i].Type), pushed[i] ?? Tensor.Zeros(y[i].Type), tolerance, $"linear map, result {i}");
            }
            // A cotangent for all floating-point results, and for each alone.
            foreach (bool[] asked in Table.Some(Array.ConvertAll(y, v => v.Type.IsFloat)))
            {
                var ct = y.Select((v, i) => asked[i] ? Numeric.Direction(v.Type, 7 + i) : null).ToArray();
                var g = map.Pull(ct);
                for (int i = 0; i < x.Length; i++)
                    if (g[i] is { } gi) Assert.True(gi.Type == x[i].Type.Strong, $"the cotangent of {x[i].Type} is {gi.Type}");
                var (forward, magnitude) = Numeric.Dot(ct, dy);
                var (reverse, magnitude2) = Numeric.Dot(g, dx);
                double scale = Math.Max(1, Math.Max(magnitude, magnitude2));
                Assert.True(Math.Abs(forward - reverse) <= tolerance * scale, $"⟨ct, J·dx⟩ = {forward:R} but ⟨Jᵀ·ct, dx⟩ = {reverse:R} by arguments ({string.Join(", ", mask)})");
            }
        }
    }
}
