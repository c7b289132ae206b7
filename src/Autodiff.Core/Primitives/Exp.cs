using System.Runtime.CompilerServices;
using Autodiff.Families;
using Autodiff.Lanes;
using Autodiff.Mathematics;

namespace Autodiff;

/// <summary>e to the power of each element (jnp.exp, StableHLO exponential).</summary>
sealed record Exp : Unary<ExpLanes>
{
    protected override string Hlo => "stablehlo.exponential";

    internal override double Evaluate(double x) => Math.Exp(x);

    protected override Value Derivative(Value x, Value y) => y;
}

/// <summary>The code of <see cref="Exp"/>.</summary>
readonly struct ExpLanes : IUnaryLanes
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V>(V x) where V : struct, ILanes<V> => ExponentialLanes.Exp(x);
}

public static partial class Ad
{
    /// <inheritdoc cref="Autodiff.Exp"/>
    public static Value Exp(Value x) => Floating<Exp>(x);
}
