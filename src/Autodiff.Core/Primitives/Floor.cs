using System.Runtime.CompilerServices;
using Autodiff.Families;
using Autodiff.Lanes;

namespace Autodiff;

/// <summary>Each element rounded down to an integer (jnp.floor, StableHLO floor). The derivative is 0.</summary>
sealed record Floor : Unary<FloorLanes>
{
    protected override string Hlo => "stablehlo.floor";

    internal override double Evaluate(double x) => Math.Floor(x);

    protected override Value? Derivative(Value x, Value y) => null;
}

/// <summary>The code of <see cref="Floor"/>.</summary>
readonly struct FloorLanes : IUnaryLanes
{
    public static bool ServesDoubles => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V>(V x) where V : struct, ILanes<V> => V.Floor(x);
}

public static partial class Ad
{
    /// <inheritdoc cref="Autodiff.Floor"/>
    /// <remarks>Integers are unchanged; booleans become i32.</remarks>
    public static Value Floor(Value x) => Rounded<Floor>(x);
}
