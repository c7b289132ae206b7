using Autodiff.Families;

namespace Autodiff;

/// <summary>Angle from -π/2 to π/2 whose tangent each element is (CHLO atan).</summary>
public sealed record Atan : Unary
{
    /// <inheritdoc/>
    protected override string Hlo => "chlo.atan";

    /// <inheritdoc/>
    protected override double Evaluate(double x) => Math.Atan(x);

    /// <inheritdoc/>
    protected override Value Derivative(Value x, Value y) => Ad.Reciprocal(1.0 + Ad.Square(x));
}

public static partial class Ad
{
    /// <inheritdoc cref="Autodiff.Atan"/>
    public static Value Atan(Value x) => Floating<Atan>(x);
}
