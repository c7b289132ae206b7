using Autodiff.Families;

namespace Autodiff;

/// <summary>Tangent of each element, in radians (jnp.tan, StableHLO tan).</summary>
sealed record Tan : Unary
{
    protected override string Hlo => "stablehlo.tan";

    internal override double Evaluate(double x) => Math.Tan(x);

    protected override Value Derivative(Value x, Value y) => 1.0 + Ad.Square(y);
}

public static partial class Ad
{
    /// <inheritdoc cref="Autodiff.Tan"/>
    public static Value Tan(Value x) => Floating<Tan>(x);
}
