using System.Runtime.CompilerServices;
using Autodiff.Families;
using Autodiff.Lanes;
using Autodiff.StableHlo;

namespace Autodiff;

/// <summary>Each element rounded towards zero (jnp.trunc; StableHLO: sign times the floor of the absolute value).</summary>
sealed record Truncate : Unary<TruncateLanes>
{
    public override string Name => "trunc";

    internal override double Evaluate(double x) => Math.Truncate(x);

    protected override Value? Derivative(Value x, Value y) => null;

    protected override HloValue LowerOne(Hlo hlo, HloValue[] x, TensorType y)
    {
        var negative = hlo.Compare("LT", x[0], hlo.Constant(y, 0));
        return hlo.Op("stablehlo.select", y, [negative, hlo.Op("stablehlo.ceil", y, x), hlo.Op("stablehlo.floor", y, x)]);
    }
}

/// <summary>The code of <see cref="Truncate"/>.</summary>
readonly struct TruncateLanes : IUnaryLanes
{
    public static bool ServesDoubles => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V>(V x) where V : struct, ILanes<V> => V.Truncate(x);
}

public static partial class Ad
{
    /// <inheritdoc cref="Autodiff.Truncate"/>
    /// <remarks>Integers are unchanged; booleans become i32.</remarks>
    public static Value Truncate(Value x) => Rounded<Truncate>(x);

    /// <summary>Binds a rounding primitive. Integers are unchanged; booleans become i32.</summary>
    static Value Rounded<P>(Value x, [System.Runtime.CompilerServices.CallerMemberName] string operation = "") where P : Tracing.SingleResult, new()
    {
        Given(x, nameof(x), operation);
        return x.Type.IsFloat ? Tracing.Binding.Bind(Instance<P>.Of, x) : Numeric(x);
    }
}
