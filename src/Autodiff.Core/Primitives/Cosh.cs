using Autodiff.Families;

namespace Autodiff;

/// <summary>Hyperbolic cosine of each element (jnp.cosh, CHLO cosh).</summary>
sealed record Cosh : Unary
{
    protected override string Hlo => "chlo.cosh";

    internal override double Evaluate(double x) => Math.Cosh(x);

    protected override Value Derivative(Value x, Value y) => Ad.Sinh(x);
}

public static partial class Ad
{
    /// <inheritdoc cref="Autodiff.Cosh"/>
    public static Value Cosh(Value x) => Floating<Cosh>(x);
}
