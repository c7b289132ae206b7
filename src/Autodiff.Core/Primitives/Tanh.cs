using Autodiff.Families;

namespace Autodiff;

/// <summary>Hyperbolic tangent of each element (StableHLO tanh).</summary>
public sealed record Tanh : Unary
{
    /// <inheritdoc/>
    protected override string Hlo => "stablehlo.tanh";

    /// <inheritdoc/>
    protected override double Evaluate(double x) => Math.Tanh(x);

    /// <inheritdoc/>
    protected override Value Derivative(Value x, Value y) => (1.0 + y) * (1.0 - y);
}

public static partial class Ad
{
    /// <inheritdoc cref="Autodiff.Tanh"/>
    public static Value Tanh(Value x) => Floating<Tanh>(x);
}
