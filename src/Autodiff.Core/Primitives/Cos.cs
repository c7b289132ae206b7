using System.Runtime.CompilerServices;
using Autodiff.Families;
using Autodiff.Lanes;
using Autodiff.Mathematics;

namespace Autodiff;

/// <summary>Cosine of each element, in radians (jnp.cos, StableHLO cosine).</summary>
sealed record Cos : Unary<CosLanes>
{
    protected override string Hlo => "stablehlo.cosine";

    internal override double Evaluate(double x) => Math.Cos(x);

    protected override Value Derivative(Value x, Value y) => -Ad.Sin(x);
}

/// <summary>The code of <see cref="Cos"/>.</summary>
readonly struct CosLanes : IUnaryLanes
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V>(V x) where V : struct, ILanes<V> => CircularLanes.Cos(x);
}

public static partial class Ad
{
    /// <inheritdoc cref="Autodiff.Cos"/>
    public static Value Cos(Value x) => Floating<Cos>(x);
}
