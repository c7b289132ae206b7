using Autodiff.Families;

namespace Autodiff;

/// <summary>Sine of each element, in radians (StableHLO sine).</summary>
public sealed record Sin : Unary
{
    /// <inheritdoc/>
    protected override string Hlo => "stablehlo.sine";

    /// <inheritdoc/>
    protected override double Evaluate(double x) => Math.Sin(x);

    /// <inheritdoc/>
    protected override Value Derivative(Value x, Value y) => Ad.Cos(x);
}

public static partial class Ad
{
    /// <inheritdoc cref="Autodiff.Sin"/>
    public static Value Sin(Value x) => Floating<Sin>(x);
}
