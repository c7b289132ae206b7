using System.Runtime.CompilerServices;
using Autodiff.Families;
using Autodiff.Lanes;

namespace Autodiff;

/// <summary>Each element rounded up to an integer (jnp.ceil, StableHLO ceil). The derivative is 0.</summary>
sealed record Ceiling : Unary<CeilingLanes>
{
    public override string Name => "ceil";

    protected override string Hlo => "stablehlo.ceil";

    internal override double Evaluate(double x) => Math.Ceiling(x);

    protected override Value? Derivative(Value x, Value y) => null;
}

/// <summary>The code of <see cref="Ceiling"/>.</summary>
readonly struct CeilingLanes : IUnaryLanes
{
    public static bool ServesDoubles => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V>(V x) where V : struct, ILanes<V> => V.Ceiling(x);
}

public static partial class Ad
{
    /// <inheritdoc cref="Autodiff.Ceiling"/>
    /// <remarks>Integers are unchanged; booleans become i32.</remarks>
    public static Value Ceiling(Value x) => Rounded<Ceiling>(x);
}
