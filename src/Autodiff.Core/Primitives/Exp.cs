using Autodiff.Families;

namespace Autodiff;

/// <summary>e to the power of each element (jnp.exp, StableHLO exponential).</summary>
sealed record Exp : Unary
{
    protected override string Hlo => "stablehlo.exponential";

    internal override double Evaluate(double x) => Math.Exp(x);

    protected override Value Derivative(Value x, Value y) => y;
}

public static partial class Ad
{
    /// <inheritdoc cref="Autodiff.Exp"/>
    public static Value Exp(Value x) => Floating<Exp>(x);
}
