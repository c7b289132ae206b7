using Autodiff.Families;
using Autodiff.Mathematics;

namespace Autodiff;

/// <summary>Error function of each element, 2/√π ∫₀ˣ exp(−t²) dt (jax.scipy.special.erf, CHLO erf).</summary>
sealed record Erf : Unary
{
    protected override string Hlo => "chlo.erf";

    internal override double Evaluate(double x) => ErrorFunction.Erf(x);

    protected override Value Derivative(Value x, Value y) => ErrorFunction.Derivative(x);
}

public static partial class Ad
{
    /// <inheritdoc cref="Autodiff.Erf"/>
    public static Value Erf(Value x) => Floating<Erf>(x);
}
