using Autodiff.Families;

namespace Autodiff;

/// <summary>Each element rounded down to an integer (jnp.floor, StableHLO floor). The derivative is 0.</summary>
sealed record Floor : Unary
{
    protected override string Hlo => "stablehlo.floor";

    internal override double Evaluate(double x) => Math.Floor(x);

    protected override Value? Derivative(Value x, Value y) => null;
}

public static partial class Ad
{
    /// <inheritdoc cref="Autodiff.Floor"/>
    /// <remarks>Integers are unchanged; booleans become i32.</remarks>
    public static Value Floor(Value x) => Rounded<Floor>(x);
}
