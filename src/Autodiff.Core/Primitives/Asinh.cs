using Autodiff.Families;

namespace Autodiff;

/// <summary>Inverse hyperbolic sine of each element (jnp.arcsinh, CHLO asinh).</summary>
sealed record Asinh : Unary
{
    protected override string Hlo => "chlo.asinh";

    internal override double Evaluate(double x) => Math.Asinh(x);

    protected override Value Derivative(Value x, Value y) => Ad.Rsqrt(Ad.Square(x) + 1.0);
}

public static partial class Ad
{
    /// <inheritdoc cref="Autodiff.Asinh"/>
    public static Value Asinh(Value x) => Floating<Asinh>(x);
}
