using Autodiff.Families;

namespace Autodiff;

/// <summary>The greatest integer that is not above each element (StableHLO floor). Its derivative is 0.</summary>
sealed record Floor : Unary
{
    protected override string Hlo => "stablehlo.floor";

    protected override double Evaluate(double x) => Math.Floor(x);

    protected override Value? Derivative(Value x, Value y) => null;
}

public static partial class Ad
{
    /// <inheritdoc cref="Autodiff.Floor"/>
    /// <remarks>Integers stay what they are.</remarks>
    public static Value Floor(Value x) => Rounded<Floor>(x);
}
