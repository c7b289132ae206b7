using Autodiff.Families;

namespace Autodiff;

/// <summary>Inverse hyperbolic cosine of each element; NaN below 1 (jnp.arccosh, CHLO acosh).</summary>
sealed record Acosh : Unary
{
    protected override string Hlo => "chlo.acosh";

    internal override double Evaluate(double x) => Math.Acosh(x);

    protected override Value Derivative(Value x, Value y) => NearAndFar(x, v => Ad.Rsqrt((v - 1.0) * (v + 1.0)), Ad.Reciprocal);
}

public static partial class Ad
{
    /// <inheritdoc cref="Autodiff.Acosh"/>
    public static Value Acosh(Value x) => Floating<Acosh>(x);
}
