using Autodiff.Families;

namespace Autodiff;

/// <summary>Hyperbolic sine of each element (jnp.sinh, CHLO sinh).</summary>
sealed record Sinh : Unary
{
    protected override string Hlo => "chlo.sinh";

    internal override double Evaluate(double x) => Math.Sinh(x);

    protected override Value Derivative(Value x, Value y) => Ad.Cosh(x);
}

public static partial class Ad
{
    /// <inheritdoc cref="Autodiff.Sinh"/>
    public static Value Sinh(Value x) => Floating<Sinh>(x);
}
