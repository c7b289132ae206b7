using System.Runtime.CompilerServices;
using Autodiff.Families;
using Autodiff.Lanes;
using Autodiff.Mathematics;

namespace Autodiff;

/// <summary>eˣ − 1 of each element, precise for small x (jnp.expm1, StableHLO exponential_minus_one).</summary>
sealed record Expm1 : Unary<Expm1Lanes>
{
    protected override string Hlo => "stablehlo.exponential_minus_one";

    internal override double Evaluate(double x) => Exponential.Expm1(x);

    // y + 1, with all digits where y is near −1.
    protected override Value Derivative(Value x, Value y) => Ad.Exp(x);
}

/// <summary>The code of <see cref="Expm1"/>.</summary>
readonly struct Expm1Lanes : IUnaryLanes
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V>(V x) where V : struct, ILanes<V> => ExponentialLanes.Expm1(x);
}

public static partial class Ad
{
    /// <inheritdoc cref="Autodiff.Expm1"/>
    public static Value Expm1(Value x) => Floating<Expm1>(x);
}
