using Autodiff.Families;
using Autodiff.Mathematics;

namespace Autodiff;

/// <summary>1 / (1 + e⁻ˣ) of each element x (StableHLO logistic).</summary>
public sealed record Sigmoid : Unary
{
    /// <inheritdoc/>
    public override string Name => "logistic";

    /// <inheritdoc/>
    protected override string Hlo => "stablehlo.logistic";

    /// <inheritdoc/>
    protected override double Evaluate(double x) => Exponential.Sigmoid(x);

    /// <inheritdoc/>
    protected override Value Derivative(Value x, Value y) => y * (1.0 - y);
}

public static partial class Ad
{
    /// <inheritdoc cref="Autodiff.Sigmoid"/>
    public static Value Sigmoid(Value x) => Floating<Sigmoid>(x);
}
