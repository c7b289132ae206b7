using Autodiff.Families;

namespace Autodiff;

/// <summary>The integer nearest to each element, the even one of two (StableHLO round_nearest_even). Its derivative is 0.</summary>
sealed record Round : Unary
{
    protected override string Hlo => "stablehlo.round_nearest_even";

    protected override double Evaluate(double x) => Math.Round(x);

    protected override Value? Derivative(Value x, Value y) => null;
}

public static partial class Ad
{
    /// <inheritdoc cref="Autodiff.Round"/>
    /// <remarks>Integers stay what they are.</remarks>
    public static Value Round(Value x) => Rounded<Round>(x);
}
