using Autodiff.Families;

namespace Autodiff;

/// <summary>Arc sine of each element, from −π/2 to π/2; NaN outside [−1, 1] (jnp.arcsin, CHLO asin).</summary>
sealed record Asin : Unary
{
    protected override string Hlo => "chlo.asin";

    internal override double Evaluate(double x) => Math.Asin(x);

    protected override Value Derivative(Value x, Value y) => Ad.Rsqrt(OneLessSquare(x));
}

public static partial class Ad
{
    /// <inheritdoc cref="Autodiff.Asin"/>
    public static Value Asin(Value x) => Floating<Asin>(x);
}
