using Autodiff.Families;

namespace Autodiff;

/// <summary>Cosine of each element, in radians (StableHLO cosine).</summary>
public sealed record Cos : Unary
{
    /// <inheritdoc/>
    protected override string Hlo => "stablehlo.cosine";

    /// <inheritdoc/>
    protected override double Evaluate(double x) => Math.Cos(x);

    /// <inheritdoc/>
    protected override Value Derivative(Value x, Value y) => -Ad.Sin(x);
}

public static partial class Ad
{
    /// <inheritdoc cref="Autodiff.Cos"/>
    public static Value Cos(Value x) => Floating<Cos>(x);
}
