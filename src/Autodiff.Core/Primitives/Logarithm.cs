using Autodiff.Families;

namespace Autodiff;

/// <summary>Natural logarithm of each element: −∞ at 0, NaN below (jnp.log, StableHLO log).</summary>
sealed record Logarithm : Unary
{
    public override string Name => "log";

    protected override string Hlo => "stablehlo.log";

    internal override double Evaluate(double x) => Math.Log(x);

    protected override Value Derivative(Value x, Value y) => Ad.Reciprocal(x);
}

public static partial class Ad
{
    /// <inheritdoc cref="Logarithm"/>
    public static Value Log(Value x) => Floating<Logarithm>(x);
}
