using Autodiff.Backends;
using Autodiff.Backends.Managed;
using Autodiff.Core.Tests.Laws;
using Autodiff.Tracing;
using static Autodiff.Core.Tests.Edges.Forward;

namespace Autodiff.Core.Tests.Edges;

/// <summary>Cases that the literals of the law tests do not cover: second derivatives at edges, and numbers that only f64 can represent.</summary>
public class ElementwiseLiterals
{
    const double Inf = double.PositiveInfinity;

    static readonly Dictionary<string, Func<Value, Value>> functions = new()
    {
        ["Sqrt"] = Ad.Sqrt,
        ["Pow(x, 0)"] = x => Ad.Pow(x, 0),
        ["Pow(x, 0.0)"] = x => Ad.Pow(x, 0.0),
        ["Pow(x, 2.0)"] = x => Ad.Pow(x, 2.0),
        ["Pow(x, 3)"] = x => Ad.Pow(x, 3),
        ["Abs"] = Ad.Abs,
        ["Relu"] = Ad.Relu,
    };

    [Theory]
    [InlineData("Sqrt", -Inf)]
    [InlineData("Pow(x, 0)", 0)]
    [InlineData("Pow(x, 0.0)", 0)]
    [InlineData("Pow(x, 2.0)", 2)]
    [InlineData("Pow(x, 3)", 0)]
    [InlineData("Abs", 0)]
    [InlineData("Relu", 0)]
    public void SecondDerivativesAtZero(string function, double second) => Assert.Equal(second, At(Derivative(Derivative(functions[function])), 0));

    // First and second derivatives where a formula may lose all digits, or meet ∞ times 0. The numbers are the truth, to 40 digits.
    static readonly Dictionary<string, (Func<Value, Value> F, (double X, double First, double Second)[] At)> derivatives = new()
    {
        ["Cbrt"] = (Ad.Cbrt, [(0.0, Inf, -Inf), (-0.0, Inf, Inf), (Inf, 0, -0.0), (-Inf, 0, 0.0), (1e-160, 1.5471962778709263e106, -1.0314641852472842e266), (-8, 1.0 / 12, 1.0 / 144), (1e200, 1.5471962778709263e-134, 0)]),
        ["Asin"] = (Ad.Asin, [(1e-300, 1, 1e-300), (-1e-20, 1, -1e-20), (0, 1, 0), (1e-8, 1, 1e-8), (1 - 1e-12, 707114.60252564545, 3.5356512273133569e17), (1, Inf, Inf)]),
        ["Acos"] = (Ad.Acos, [(1e-300, -1, -1e-300), (-1e-20, -1, 1e-20), (1e-8, -1, -1e-8), (-1, -Inf, Inf)]),
        ["Atanh"] = (Ad.Atanh, [(1e-300, 1, 2e-300), (-1e-20, 1, -2e-20), (0.5, 4.0 / 3, 16.0 / 9)]),
        ["Atan"] = (Ad.Atan, [(Inf, 0, 0), (-Inf, 0, 0), (1.7e308, 0, 0), (1e100, 1e-200, -2e-300), (-1e90, 1e-180, 2e-270), (2, 0.2, -0.16)]),
        ["Asinh"] = (Ad.Asinh, [(Inf, 0, 0), (-Inf, 0, 0), (1e200, 1e-200, 0), (-1e140, 1e-140, 1e-280), (2, 0.44721359549995793, -0.17888543819998317)]),
        ["Acosh"] = (Ad.Acosh, [(Inf, 0, 0), (1e200, 1e-200, 0), (1e140, 1e-140, -1e-280), (2, 0.57735026918962576, -0.38490017945975051)]),
        ["Erf"] = (Ad.Erf, [(Inf, 0, 0), (-Inf, 0, 0), (1e200, 0, 0), (26, 2.9470349932662695e-294, -1.5324581964984602e-292)]),
        ["Erfc"] = (Ad.Erfc, [(Inf, 0, 0), (-1e308, 0, 0)]),
        ["Expm1"] = (Ad.Expm1, [(-40, 4.248354255291589e-18, 4.248354255291589e-18), (-700, 9.8596765437597708e-305, 9.8596765437597708e-305), (-Inf, 0, 0), (Inf, Inf, Inf)]),
        ["Elu"] = (x => Ad.Elu(x), [(-40, 4.248354255291589e-18, 4.248354255291589e-18), (1e308, 1, 0)]),
        ["Sigmoid"] = (Ad.Sigmoid, [(40, 4.248354255291589e-18, -4.248354255291589e-18), (-40, 4.248354255291589e-18, 4.248354255291589e-18), (700, 9.8596765437597708e-305, -9.8596765437597708e-305), (Inf, 0, 0), (-Inf, 0, 0)]),
        ["Softplus"] = (Ad.Softplus, [(40, 1, 4.248354255291589e-18), (700, 1, 9.8596765437597708e-305), (-40, 4.248354255291589e-18, 4.248354255291589e-18), (Inf, 1, 0), (-Inf, 0, 0)]),
        ["LogSigmoid"] = (Ad.LogSigmoid, [(-40, 1, -4.248354255291589e-18), (40, 4.248354255291589e-18, -4.248354255291589e-18)]),
        ["Silu"] = (Ad.Silu, [(40, 1, -1.614374617010804e-16)]),
        ["Digamma"] = (Ad.Digamma, [(0.0, Inf, -Inf), (-0.0, Inf, Inf)]),
    };

    public static TheoryData<string> Derivatives => new(derivatives.Keys);

    [Theory, MemberData(nameof(Derivatives))]
    public void DerivativesAtSpecialPoints(string function) => Check(function, ManagedBackend.Instance);

    [XlaTheory, MemberData(nameof(Derivatives))]
    public void DerivativesAtSpecialPointsOnXla(string function) => Check(function, Xla.XlaPlugin.Backend);

    static void Check(string function, IBackend backend)
    {
        var (f, at) = derivatives[function];
        Func<Value, Value> first = Derivative(f), second = Derivative(first);
        foreach (var (x, dy, ddy) in at)
        {
            var y = backend.Compile(Transform.Stage(v => [first(v[0]), second(v[0])], [Tensor.Scalar(x)]).Graph, []).Run([Tensor.Scalar(x)])!;
            Near(dy, y[0], $"{function}′({x})");
            Near(ddy, y[1], $"{function}″({x})");
        }
    }

    static void Near(double expected, Value found, string what) =>
        Assert.True(Number(found).Equals(expected) || Math.Abs(Number(found) - expected) <= 1e-11 * Math.Abs(expected), $"{what} is {Number(found):R}; expected {expected:R}");

    // x/r² of the abscissa and −y/r² of the ordinate, where r² over- and underflows.
    [Theory, InlineData(1e-200), InlineData(1e200), InlineData(1.0)]
    public void DerivativesOfAtan2NeitherOverflowNorVanish(double size)
    {
        Assert.Equal(0.5 / size, At(Derivative(y => Ad.Atan2(y, Tensor.Scalar(size))), size), 1e-12 / size);
        Assert.Equal(-0.5 / size, At(Derivative(x => Ad.Atan2(Tensor.Scalar(size), x)), size), 1e-12 / size);
    }

    // ∂²/∂x∂y xʸ at y = 0 is 1/x, in either order; at the origin it is 0.
    [Theory]
    [InlineData(2, 0.5)]
    [InlineData(0, 0)]
    public void MixedDerivativesOfPowAtExponentZero(double x, double expected)
    {
        static Value Pow(Value x, Value y) => new Pow().Bind(x, y);
        Assert.Equal(expected, At(Derivative(y => Derivative(v => Pow(v, y), Tensor.Scalar(x))), 0));
        Assert.Equal(expected, At(Derivative(v => Derivative(y => Pow(v, y), Tensor.Scalar(0.0))), x));
    }

    [Fact]
    public void TheSecondDerivativeOfPowAtTheOriginIsZero() => Assert.Equal(0, At(Derivative(Derivative(x => new Pow().Bind(x, Tensor.Scalar(0.0)))), 0));

    [Fact]
    public void HypotNeitherOverflowsNorVanishes()
    {
        Assert.Equal(5e300, Number(Ad.Hypot(Tensor.Scalar(3e300), Tensor.Scalar(4e300))), 1e285);
        Assert.Equal(5e-300, Number(Ad.Hypot(Tensor.Scalar(3e-300), Tensor.Scalar(4e-300))), 1e-315);
    }

    [Theory]
    [InlineData(1e-300)]
    [InlineData(1e-10)]
    public void SmallElementsAreNotRoundedAway(double x)
    {
        foreach (var f in new Func<Value, Value>[] { Ad.Expm1, Ad.Log1p, Ad.Tanh, Ad.Tan, Ad.Sin })
            Assert.Equal(x, At(f, x), x * x);
    }
}
