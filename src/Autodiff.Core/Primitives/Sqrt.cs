using System.Runtime.CompilerServices;
using Autodiff.Families;
using Autodiff.Lanes;

namespace Autodiff;

/// <summary>Square root of each element; NaN below 0 (jnp.sqrt, StableHLO sqrt). The derivative at 0 is ∞.</summary>
sealed record Sqrt : Unary<SqrtLanes>
{
    protected override string Hlo => "stablehlo.sqrt";

    internal override double Evaluate(double x) => Math.Sqrt(x);

    protected override Value Derivative(Value x, Value y) => 0.5 / y;
}

/// <summary>The code of <see cref="Sqrt"/>.</summary>
readonly struct SqrtLanes : IUnaryLanes
{
    public static bool ServesDoubles => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V>(V x) where V : struct, ILanes<V> => V.Sqrt(x);
}

public static partial class Ad
{
    /// <inheritdoc cref="Autodiff.Sqrt"/>
    public static Value Sqrt(Value x) => Floating<Sqrt>(x);
}
