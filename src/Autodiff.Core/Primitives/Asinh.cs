using Autodiff.Families;

namespace Autodiff;

/// <summary>Inverse hyperbolic sine of each element (jnp.arcsinh, CHLO asinh).</summary>
sealed record Asinh : Unary
{
    protected override string Hlo => "chlo.asinh";

    internal override double Evaluate(double x) => Math.Asinh(x);

    protected override Value Derivative(Value x, Value y) => NearAndFar(x, v => Ad.Rsqrt(Ad.Square(v) + 1.0), v => Ad.Reciprocal(Ad.Abs(v)));
}

public static partial class Ad
{
    /// <inheritdoc cref="Autodiff.Asinh"/>
    public static Value Asinh(Value x) => Floating<Asinh>(x);
}
