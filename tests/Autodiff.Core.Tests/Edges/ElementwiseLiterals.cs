using Autodiff.Tracing;
using static Autodiff.Core.Tests.Edges.Forward;

namespace Autodiff.Core.Tests.Edges;

/// <summary>Values and derivatives at the edges of domains, as measured of JAX; and the four subgradients that are 0 where JAX has NaN.</summary>
public class ElementwiseLiterals
{
    const double Inf = double.PositiveInfinity, NaN = double.NaN;

    static readonly Dictionary<string, Func<Value, Value>> functions = new()
    {
        ["Abs"] = Ad.Abs,
        ["Sign"] = Ad.Sign,
        ["Sqrt"] = Ad.Sqrt,
        ["Rsqrt"] = Ad.Rsqrt,
        ["Relu"] = Ad.Relu,
        ["Log"] = Ad.Log,
        ["Log1p"] = Ad.Log1p,
        ["Expm1"] = Ad.Expm1,
        ["Softplus"] = Ad.Softplus,
        ["Sigmoid"] = Ad.Sigmoid,
        ["Reciprocal"] = Ad.Reciprocal,
        ["x·Sqrt"] = x => x * Ad.Sqrt(x),
        ["Sqrt(x·x)"] = x => Ad.Sqrt(x * x),
        ["Max(x,0)"] = x => Ad.Maximum(x, 0),
        ["Clip(0,1)"] = x => Ad.Clip(x, 0, 1),
        ["Clip(1,0)"] = x => Ad.Clip(x, 1, 0),
        ["Pow(x,0)"] = x => Ad.Pow(x, 0),
        ["Pow(x,0.0)"] = x => Ad.Pow(x, 0.0),
        ["Pow(x,2.0)"] = x => Ad.Pow(x, 2.0),
        ["x/x"] = x => x / x,
        ["1/x"] = x => 1 / x,
        ["log(sigmoid)"] = x => Ad.Log(Ad.Sigmoid(x)),
    };

    [Theory]
    [InlineData("Abs", 0, 0, 0)]
    [InlineData("Abs", -0.0, 0, 0)]
    [InlineData("Abs", NaN, NaN, NaN)]
    [InlineData("Abs", -3, 3, -1)]
    [InlineData("Sign", -3, -1, 0)]
    [InlineData("Sign", NaN, NaN, 0)]
    [InlineData("Sqrt", 0, 0, Inf)]
    [InlineData("Sqrt", -0.0, -0.0, -Inf)]
    [InlineData("Sqrt", -1, NaN, NaN)]
    [InlineData("Rsqrt", 0, Inf, -Inf)]
    [InlineData("x·Sqrt", 0, 0, NaN)]
    [InlineData("Sqrt(x·x)", 0, 0, NaN)]
    [InlineData("Relu", 0, 0, 0)]
    [InlineData("Relu", 1e-40, 1e-40, 1)]
    [InlineData("Relu", -1e-40, 0, 0)]
    [InlineData("Relu", NaN, NaN, 0)]
    [InlineData("Max(x,0)", 0, 0, 0.5)]
    [InlineData("Max(x,0)", NaN, NaN, 0)]
    [InlineData("Log", 0, -Inf, Inf)]
    [InlineData("Log", -1, NaN, -1)]
    [InlineData("Log1p", -1, -Inf, Inf)]
    [InlineData("Log1p", 1e-10, 9.9999999995e-11, 0.9999999999)]
    [InlineData("Expm1", 1e-10, 1.00000000005e-10, 1.0000000001)]
    [InlineData("Softplus", 1000, 1000, 1)]
    [InlineData("Softplus", -1000, 0, 0)]
    [InlineData("Softplus", Inf, Inf, 1)]
    [InlineData("Softplus", -Inf, 0, 0)]
    [InlineData("Sigmoid", 1000, 1, 0)]
    [InlineData("Sigmoid", -1000, 0, 0)]
    [InlineData("log(sigmoid)", -1000, -Inf, NaN)]
    [InlineData("Clip(0,1)", 0, 0, 0.5)]
    [InlineData("Clip(0,1)", 1, 1, 0.5)]
    [InlineData("Clip(0,1)", NaN, NaN, 0)]
    [InlineData("Clip(1,0)", 0.3, 0, 0)]
    [InlineData("Pow(x,0)", 0, 1, 0)]
    [InlineData("Pow(x,0)", NaN, 1, 0)]
    [InlineData("Pow(x,0.0)", 0, 1, 0)]
    [InlineData("Pow(x,2.0)", -1.5, 2.25, -3)]
    [InlineData("x/x", 0, NaN, NaN)]
    [InlineData("1/x", 0, Inf, -Inf)]
    [InlineData("1/x", -0.0, -Inf, -Inf)]
    [InlineData("Reciprocal", 0, Inf, -Inf)]
    public void ValueAndDerivative(string function, double x, double value, double derivative)
    {
        var f = functions[function];
        Same(value, At(f, x));
        Same(derivative, At(Derivative(f), x));
    }

    [Theory]
    [InlineData("Sqrt", 0, -Inf)]
    [InlineData("Pow(x,0)", 0, 0)]
    [InlineData("Pow(x,0.0)", 0, 0)]
    [InlineData("Pow(x,2.0)", 0, 2)]
    [InlineData("Abs", 0, 0)]
    public void SecondDerivative(string function, double x, double second) => Same(second, At(Derivative(Derivative(functions[function])), x));

    [Theory]
    [InlineData(0, 0, 1, 0, 0)]
    [InlineData(0, 2, 0, 0, 0)]
    [InlineData(0, 1, 0, 1, 0)]
    [InlineData(0, -1, Inf, -Inf, NaN)]
    [InlineData(-1, 2, 1, -2, NaN)]
    [InlineData(-1.5, 2, 2.25, -3, NaN)]
    [InlineData(2, 0, 1, 0, 0.69314718055994531)]
    [InlineData(2, 3, 8, 12, 5.5451774444795625)]
    public void PowOfTracedExponents(double x, double y, double value, double toBase, double toExponent)
    {
        var pow = (Value a, Value b) => new Pow().Bind(a, b);
        Same(value, Number(pow(Tensor.Scalar(x), Tensor.Scalar(y))));
        var (first, second) = Derivatives(pow, Tensor.Scalar(x), Tensor.Scalar(y));
        Same(toBase, first);
        Same(toExponent, second);
    }

    // ∂²/∂x∂y xʸ is 1/x at y = 0, in either order.
    [Fact]
    public void MixedDerivativesOfPowAtExponentZero()
    {
        var pow = (Value a, Value b) => new Pow().Bind(a, b);
        Same(0.5, At(Derivative(y => Derivative(x => pow(x, y), Tensor.Scalar(2.0))), 0));
        Same(0.5, At(Derivative(x => Derivative(y => pow(x, y), Tensor.Scalar(0.0))), 2));
    }

    [Theory]
    [InlineData(1, 1, 1, 0.5, 0.5)]
    [InlineData(0, -0.0, 0, 0.5, 0.5)]
    [InlineData(NaN, 1, NaN, 0, 0)]
    [InlineData(1, NaN, NaN, 0, 0)]
    [InlineData(2, 1, 2, 1, 0)]
    public void MaximumOfTiesAndNaN(double x, double y, double value, double first, double second)
    {
        Same(value, Number(Ad.Maximum(Tensor.Scalar(x), Tensor.Scalar(y))));
        Assert.Equal((first, second), Derivatives(Ad.Maximum, Tensor.Scalar(x), Tensor.Scalar(y)));
    }

    [Theory]
    [InlineData(0.0, 0.0, 0)]
    [InlineData(0.0, -0.0, Math.PI)]
    [InlineData(-0.0, 0.0, -0.0)]
    [InlineData(-0.0, -0.0, -Math.PI)]
    public void Atan2AtTheOrigin(double y, double x, double value)
    {
        Same(value, Number(Ad.Atan2(Tensor.Scalar(y), Tensor.Scalar(x))));
        var (first, second) = Derivatives(Ad.Atan2, Tensor.Scalar(y), Tensor.Scalar(x));
        Assert.Equal((0, 0), (Math.Abs(first), Math.Abs(second)));
    }

    [Theory]
    [InlineData(Inf, Inf, Inf, 1, 1)]
    [InlineData(-Inf, 3, 3, 0, 1)]
    [InlineData(1000, 1000, 1000.6931471805599, 0.5, 0.5)]
    public void LogAddExpOfExtremes(double x, double y, double value, double first, double second)
    {
        Same(value, Number(Ad.LogAddExp(Tensor.Scalar(x), Tensor.Scalar(y))));
        var (a, b) = Derivatives(Ad.LogAddExp, Tensor.Scalar(x), Tensor.Scalar(y));
        Assert.Equal(first, a, 1e-12);
        Assert.Equal(second, b, 1e-12);
    }

    [Fact]
    public void HypotNeitherOverflowsNorVanishes()
    {
        Same(5e300, Number(Ad.Hypot(Tensor.Scalar(3e300), Tensor.Scalar(4e300))));
        Same(Inf, Number(Ad.Hypot(Tensor.Scalar(NaN), Tensor.Scalar(-Inf))));
        Assert.Equal((0, 0), Derivatives(Ad.Hypot, Tensor.Scalar(0.0), Tensor.Scalar(0.0)));
    }

    [Theory]
    [InlineData(1, 0, Inf, NaN)]
    [InlineData(-1, 0, -Inf, NaN)]
    [InlineData(-5, Inf, -1, Inf)]
    [InlineData(-7, 2, -4, 1)]
    [InlineData(7, -2, -4, -1)]
    [InlineData(-7, -2, 3, -1)]
    public void FloorDivideAndMod(double x, double y, double quotient, double mod)
    {
        Same(quotient, Number(Ad.FloorDivide(Tensor.Scalar(x), Tensor.Scalar(y))));
        Same(mod, Number(Ad.Mod(Tensor.Scalar(x), Tensor.Scalar(y))));
    }

    [Fact]
    public void BoundsOfClipHaveDerivatives()
    {
        Assert.Equal(1, At(Derivative(lo => Ad.Clip(-2.0, lo, 1.0)), -1));
        Assert.Equal(1, At(Derivative(hi => Ad.Clip(2.0, -1.0, hi)), 1));
    }

    static void Same(double expected, double actual)
    {
        if (double.IsFinite(expected)) Assert.Equal(expected, actual, Math.Abs(expected) * 1e-14);
        else Assert.Equal(expected, actual);
        if (expected == 0) Assert.Equal(double.IsNegative(expected), double.IsNegative(actual));
    }
}
