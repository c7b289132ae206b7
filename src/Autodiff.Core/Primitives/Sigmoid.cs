using Autodiff.Families;
using Autodiff.Mathematics;

namespace Autodiff;

/// <summary>1 / (1 + e⁻ˣ) of each element (jax.nn.sigmoid, StableHLO logistic).</summary>
sealed record Sigmoid : Unary
{
    public override string Name => "logistic";

    protected override string Hlo => "stablehlo.logistic";

    internal override double Evaluate(double x) => Exponential.Sigmoid(x);

    protected override Value Derivative(Value x, Value y) => y * (1.0 - y);
}

public static partial class Ad
{
    /// <inheritdoc cref="Autodiff.Sigmoid"/>
    public static Value Sigmoid(Value x) => Floating<Sigmoid>(x);
}
