using System.Runtime.CompilerServices;
using Autodiff.Families;
using Autodiff.Lanes;
using Autodiff.Mathematics;

namespace Autodiff;

/// <summary>log(1 + x) of each element, precise for small x (jnp.log1p, StableHLO log_plus_one).</summary>
sealed record Log1p : Unary<Log1pLanes>
{
    protected override string Hlo => "stablehlo.log_plus_one";

    internal override double Evaluate(double x) => Exponential.Log1p(x);

    protected override Value Derivative(Value x, Value y) => Ad.Reciprocal(1.0 + x);
}

/// <summary>The code of <see cref="Log1p"/>.</summary>
readonly struct Log1pLanes : IUnaryLanes
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V>(V x) where V : struct, ILanes<V> => ExponentialLanes.Log1p(x);
}

public static partial class Ad
{
    /// <inheritdoc cref="Autodiff.Log1p"/>
    public static Value Log1p(Value x) => Floating<Log1p>(x);
}
