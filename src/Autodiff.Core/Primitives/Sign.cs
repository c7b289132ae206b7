using System.Runtime.CompilerServices;
using Autodiff.Families;
using Autodiff.Lanes;
using Autodiff.StableHlo;

namespace Autodiff;

/// <summary>−1, 0 or 1, the sign of each element; −0 and NaN are unchanged (jnp.sign, StableHLO sign). The derivative is 0.</summary>
sealed record Sign : UnaryNumber<SignLanes>
{
    internal override T Evaluate<T>(T x) => x > T.Zero ? T.One : x < T.Zero ? unchecked(T.Zero - T.One) : x;

    protected override Value? Tangent(Value x, Value dx) => null;

    protected override HloValue LowerOne(Hlo hlo, HloValue[] x, TensorType y) =>
        y.DType == DType.U32 ? hlo.Op("stablehlo.minimum", y, [x[0], hlo.Constant(y, 1)]) : hlo.Op("stablehlo.sign", y, x);
}

/// <summary>The code of <see cref="Sign"/>.</summary>
readonly struct SignLanes : IUnaryLanes
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V>(V x) where V : struct, ILanes<V> => V.Select(V.Less(V.Of(0), x), V.Of(1), V.Select(V.Less(x, V.Of(0)), V.Of(-1), x));
}

public static partial class Ad
{
    /// <inheritdoc cref="Autodiff.Sign"/>
    /// <remarks>Integers stay integers; booleans become i32.</remarks>
    public static Value Sign(Value x) => Number<Sign>(x);
}
