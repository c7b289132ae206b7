using Autodiff.Families;

namespace Autodiff;

/// <summary>The least integer that is not below each element (StableHLO ceil). Its derivative is 0.</summary>
sealed record Ceiling : Unary
{
    public override string Name => "ceil";

    protected override string Hlo => "stablehlo.ceil";

    protected override double Evaluate(double x) => Math.Ceiling(x);

    protected override Value? Derivative(Value x, Value y) => null;
}

public static partial class Ad
{
    /// <inheritdoc cref="Autodiff.Ceiling"/>
    /// <remarks>Integers stay what they are.</remarks>
    public static Value Ceiling(Value x) => Rounded<Ceiling>(x);
}
