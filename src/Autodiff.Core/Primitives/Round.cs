using System.Runtime.CompilerServices;
using Autodiff.Families;
using Autodiff.Lanes;

namespace Autodiff;

/// <summary>Each element rounded to the nearest integer, halves to even (jnp.round, StableHLO round_nearest_even). The derivative is 0.</summary>
sealed record Round : Unary<RoundLanes>
{
    protected override string Hlo => "stablehlo.round_nearest_even";

    internal override double Evaluate(double x) => Math.Round(x);

    protected override Value? Derivative(Value x, Value y) => null;
}

/// <summary>The code of <see cref="Round"/>.</summary>
readonly struct RoundLanes : IUnaryLanes
{
    public static bool ServesDoubles => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V>(V x) where V : struct, ILanes<V> => V.Round(x);
}

public static partial class Ad
{
    /// <inheritdoc cref="Autodiff.Round"/>
    /// <remarks>Integers are unchanged; booleans become i32.</remarks>
    public static Value Round(Value x) => Rounded<Round>(x);
}
