using Autodiff.Families;

namespace Autodiff;

/// <summary>Inverse hyperbolic tangent of each element: ±∞ at ±1, NaN outside [−1, 1] (jnp.arctanh, CHLO atanh).</summary>
sealed record Atanh : Unary
{
    protected override string Hlo => "chlo.atanh";

    internal override double Evaluate(double x) => Math.Atanh(x);

    protected override Value Derivative(Value x, Value y) => Ad.Reciprocal(OneLessSquare(x));
}

public static partial class Ad
{
    /// <inheritdoc cref="Autodiff.Atanh"/>
    public static Value Atanh(Value x) => Floating<Atanh>(x);
}
