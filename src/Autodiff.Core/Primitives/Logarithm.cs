using System.Runtime.CompilerServices;
using Autodiff.Families;
using Autodiff.Lanes;
using Autodiff.Mathematics;

namespace Autodiff;

/// <summary>Natural logarithm of each element: −∞ at 0, NaN below (jnp.log, StableHLO log).</summary>
sealed record Logarithm : Unary<LogarithmLanes>
{
    public override string Name => "log";

    protected override string Hlo => "stablehlo.log";

    internal override double Evaluate(double x) => Math.Log(x);

    protected override Value Derivative(Value x, Value y) => Ad.Reciprocal(x);
}

/// <summary>The code of <see cref="Logarithm"/>.</summary>
readonly struct LogarithmLanes : IUnaryLanes
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V>(V x) where V : struct, ILanes<V> => ExponentialLanes.Log(x);
}

public static partial class Ad
{
    /// <inheritdoc cref="Logarithm"/>
    public static Value Log(Value x) => Floating<Logarithm>(x);
}
