using System.Runtime.CompilerServices;
using Autodiff.Families;
using Autodiff.Lanes;
using Autodiff.Mathematics;

namespace Autodiff;

/// <summary>Hyperbolic tangent of each element (jnp.tanh, StableHLO tanh).</summary>
sealed record Tanh : Unary<TanhLanes>
{
    protected override string Hlo => "stablehlo.tanh";

    internal override double Evaluate(double x) => Math.Tanh(x);

    // Where y is near 1 its own rounding dominates, so (1 + y)·(1 − y) would cost one more operation and be no more precise.
    protected override Value Derivative(Value x, Value y) => 1.0 - y * y;
}

/// <summary>The code of <see cref="Tanh"/>.</summary>
readonly struct TanhLanes : IUnaryLanes
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V>(V x) where V : struct, ILanes<V> => ExponentialLanes.Tanh(x);
}

public static partial class Ad
{
    /// <inheritdoc cref="Autodiff.Tanh"/>
    public static Value Tanh(Value x) => Floating<Tanh>(x);
}
