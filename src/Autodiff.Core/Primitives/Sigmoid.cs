using System.Runtime.CompilerServices;
using Autodiff.Families;
using Autodiff.Lanes;
using Autodiff.Mathematics;

namespace Autodiff;

/// <summary>1 / (1 + e⁻ˣ) of each element (jax.nn.sigmoid, StableHLO logistic).</summary>
sealed record Sigmoid : Unary<SigmoidLanes>
{
    public override string Name => "logistic";

    protected override string Hlo => "stablehlo.logistic";

    internal override double Evaluate(double x) => Exponential.Sigmoid(x);

    // 1 − y, with all digits where y is near 1.
    protected override Value Derivative(Value x, Value y) => y * Ad.Sigmoid(-x);
}

/// <summary>The code of <see cref="Sigmoid"/>.</summary>
readonly struct SigmoidLanes : IUnaryLanes
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V>(V x) where V : struct, ILanes<V> => ExponentialLanes.Sigmoid(x);
}

public static partial class Ad
{
    /// <inheritdoc cref="Autodiff.Sigmoid"/>
    public static Value Sigmoid(Value x) => Floating<Sigmoid>(x);
}
