using System.Runtime.CompilerServices;
using Autodiff.Families;
using Autodiff.Lanes;
using Autodiff.StableHlo;

namespace Autodiff;

/// <summary>max(x, 0) of each element; NaN propagates (jax.nn.relu, StableHLO maximum). Unlike for Maximum, the derivative at 0 is 0.</summary>
sealed record Relu : UnaryNumber<ReluLanes>
{
    internal override T Evaluate<T>(T x) => x > T.Zero || T.IsNaN(x) ? x : T.Zero;

    protected override Value Tangent(Value x, Value dx) => Ad.Where(Ad.Greater(x, 0), dx, 0);

    protected override HloValue LowerOne(Hlo hlo, HloValue[] x, TensorType y) => hlo.Op("stablehlo.maximum", y, [x[0], hlo.Constant(y, 0)]);
}

/// <summary>The code of <see cref="Relu"/>.</summary>
readonly struct ReluLanes : IUnaryLanes
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V>(V x) where V : struct, ILanes<V> => V.Select(V.LessOrEqual(x, V.Of(0)), V.Of(0), x);
}

public static partial class Ad
{
    /// <inheritdoc cref="Autodiff.Relu"/>
    /// <remarks>Integers stay integers; booleans become i32.</remarks>
    public static Value Relu(Value x) => Number<Relu>(x);
}
