using System.Runtime.CompilerServices;
using Autodiff.Families;
using Autodiff.Lanes;
using Autodiff.Mathematics;

namespace Autodiff;

/// <summary>Sine of each element, in radians (jnp.sin, StableHLO sine).</summary>
sealed record Sin : Unary<SinLanes>
{
    protected override string Hlo => "stablehlo.sine";

    internal override double Evaluate(double x) => Math.Sin(x);

    protected override Value Derivative(Value x, Value y) => Ad.Cos(x);
}

/// <summary>The code of <see cref="Sin"/>.</summary>
readonly struct SinLanes : IUnaryLanes
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V>(V x) where V : struct, ILanes<V> => CircularLanes.Sin(x);
}

public static partial class Ad
{
    /// <inheritdoc cref="Autodiff.Sin"/>
    public static Value Sin(Value x) => Floating<Sin>(x);
}
