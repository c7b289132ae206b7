using Autodiff.Families;

namespace Autodiff;

/// <summary>Arc cosine of each element, from 0 to π; NaN outside [−1, 1] (jnp.arccos, CHLO acos).</summary>
sealed record Acos : Unary
{
    protected override string Hlo => "chlo.acos";

    internal override double Evaluate(double x) => Math.Acos(x);

    protected override Value Derivative(Value x, Value y) => -Ad.Rsqrt(OneLessSquare(x));
}

public static partial class Ad
{
    /// <inheritdoc cref="Autodiff.Acos"/>
    public static Value Acos(Value x) => Floating<Acos>(x);
}
