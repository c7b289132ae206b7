using Autodiff.Core.Tests.Laws;
using Autodiff.Transforms;

namespace Autodiff.Core.Tests.Edges;

/// <summary>Gradients of functions of one array, in reverse and forward mode.</summary>
static class Gradients
{
    /// <summary>The gradient of the sum of the results, in reverse mode.</summary>
    public static double[] Reverse(Func<Value, Value> f, Value x)
    {
        var (y, map) = Differentiation.Linearize(v => [f(v[0])], [x], new([true]));
        return Numeric.Doubles(map.Pull([Tensor.Ones(y[0].Type)])[0] ?? Tensor.Zeros(x.Type));
    }

    /// <summary>The gradient of the sum of the results, in forward mode, direction by direction.</summary>
    public static double[] Forward(Func<Value, Value> f, Value x) => [.. Enumerable.Range(0, (int)x.Size).Select(i =>
    {
        var basis = Numeric.Tensor(x.Type.Strong, [.. Enumerable.Range(0, (int)x.Size).Select(k => k == i ? 1.0 : 0)]);
        var (y, dy) = Differentiation.Jvp(v => [f(v[0])], [x], [basis]);
        return Numeric.Doubles(dy[0] ?? Tensor.Zeros(y[0].Type)).Sum();
    })];

    /// <summary>The Hessian of the sum of the results, row by row.</summary>
    public static double[] Hessian(Func<Value, Value> f, Value x) => [.. Enumerable.Range(0, (int)x.Size).SelectMany(i =>
        Reverse(v =>
        {
            var (y, map) = Differentiation.Linearize(u => [f(u[0])], [v], new([true]));
            return Ad.Reshape(map.Pull([Tensor.Ones(y[0].Type)])[0] ?? Tensor.Zeros(x.Type), new IntegerList(-1)) * Numeric.Tensor(new(x.DType, Math.Max(1, (int)x.Size)), [.. Enumerable.Range(0, (int)x.Size).Select(k => k == i ? 1.0 : 0)]);
        }, x))];

    /// <summary>Asserts that both modes give these numbers.</summary>
    public static void Are(double[] expected, Func<Value, Value> f, Value x)
    {
        Same(expected, Reverse(f, x), "reverse");
        Same(expected, Forward(f, x), "forward");
    }

    /// <summary>Asserts that numbers agree to 1e-6 of each. NaN equals NaN.</summary>
    public static void Same(double[] expected, double[] actual, string what = "value")
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.True(expected[i].Equals(actual[i]) || Math.Abs(expected[i] - actual[i]) <= 1e-6 * Math.Max(1e-30, Math.Abs(expected[i])), $"{what}: expected [{string.Join(", ", expected)}], got [{string.Join(", ", actual)}]");
    }
}
