using System.Runtime.CompilerServices;
using Autodiff.Families;
using Autodiff.Lanes;

namespace Autodiff;

/// <summary>1/√x of each element: ∞ at 0, NaN below (jax.lax.rsqrt, StableHLO rsqrt).</summary>
sealed record Rsqrt : Unary<RsqrtLanes>
{
    protected override string Hlo => "stablehlo.rsqrt";

    internal override double Evaluate(double x) => 1 / Math.Sqrt(x);

    protected override Value Derivative(Value x, Value y) => -0.5 * (y / x);
}

/// <summary>The code of <see cref="Rsqrt"/>.</summary>
readonly struct RsqrtLanes : IUnaryLanes
{
    public static bool ServesDoubles => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V>(V x) where V : struct, ILanes<V> => V.Of(1) / V.Sqrt(x);
}

public static partial class Ad
{
    /// <inheritdoc cref="Autodiff.Rsqrt"/>
    public static Value Rsqrt(Value x) => Floating<Rsqrt>(x);
}
