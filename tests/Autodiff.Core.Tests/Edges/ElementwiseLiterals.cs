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
