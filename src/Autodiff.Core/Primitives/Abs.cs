using System.Runtime.CompilerServices;
using Autodiff.Families;
using Autodiff.Lanes;
using Autodiff.StableHlo;

namespace Autodiff;

/// <summary>Absolute value of each element (jnp.abs, StableHLO abs). The least integer is unchanged. The derivative at 0 is 0.</summary>
sealed record Abs : UnaryNumber<AbsLanes>
{
    internal override T Evaluate<T>(T x) => T.IsNegative(x) ? unchecked(T.Zero - x) : x;

    protected override Value Tangent(Value x, Value dx) => dx * Ad.Sign(x);

    protected override HloValue LowerOne(Hlo hlo, HloValue[] x, TensorType y) => y.DType == DType.U32 ? x[0] : hlo.Op("stablehlo.abs", y, x);
}

/// <summary>The code of <see cref="Abs"/>.</summary>
readonly struct AbsLanes : IUnaryLanes
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V>(V x) where V : struct, ILanes<V> => V.Abs(x);
}

public static partial class Ad
{
    /// <inheritdoc cref="Autodiff.Abs"/>
    /// <remarks>Integers stay integers; booleans become i32.</remarks>
    public static Value Abs(Value x) => Number<Abs>(x);
}
