using Autodiff.Families;

namespace Autodiff;

/// <summary>Hyperbolic sine of each element (CHLO sinh).</summary>
public sealed record Sinh : Unary
{
    /// <inheritdoc/>
    protected override string Hlo => "chlo.sinh";

    /// <inheritdoc/>
    protected override double Evaluate(double x) => Math.Sinh(x);

    /// <inheritdoc/>
    protected override Value Derivative(Value x, Value y) => Ad.Cosh(x);
}

public static partial class Ad
{
    /// <inheritdoc cref="Autodiff.Sinh"/>
    public static Value Sinh(Value x) => Floating<Sinh>(x);
}
