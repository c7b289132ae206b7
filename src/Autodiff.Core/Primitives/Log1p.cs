using Autodiff.Families;
using Autodiff.Mathematics;

namespace Autodiff;

/// <summary>Natural logarithm of 1 plus each element, as exact for small elements as for others (StableHLO log_plus_one).</summary>
public sealed record Log1p : Unary
{
    /// <inheritdoc/>
    protected override string Hlo => "stablehlo.log_plus_one";

    /// <inheritdoc/>
    protected override double Evaluate(double x) => Exponential.Log1p(x);

    /// <inheritdoc/>
    protected override Value Derivative(Value x, Value y) => Ad.Reciprocal(1.0 + x);
}

public static partial class Ad
{
    /// <inheritdoc cref="Autodiff.Log1p"/>
    public static Value Log1p(Value x) => Floating<Log1p>(x);
}
