using Autodiff.Families;
using Autodiff.Graphs;
using Autodiff.Tracing;

namespace Autodiff;

/// <summary>The remainder of truncated division, with the sign of the dividend (jnp.fmod, StableHLO remainder). An integer modulo 0 is unchanged.</summary>
sealed record Remainder : Binary
{
    public override string Name => "rem";

    protected override string Hlo => "stablehlo.remainder";

    internal override double Float(double x, double y) => x % y;

    // The least integer modulo −1 overflows in .NET; XLA gives 0.
    internal override T Integer<T>(T x, T y) => T.IsZero(y) ? x : x == T.MinValue && T.IsNegative(y) && y == T.AllBitsSet ? T.Zero : x % y;

    // x − y · trunc(x/y), where the quotient is piecewise constant.
    public override (Value Y, Value? DY) JvpOne(Value[] x, Value?[] dx) =>
        (this.Bind(x), Ad.AddTangents(dx[0], dx[1] is { } b ? b * -Ad.Truncate(x[0] / x[1]) : null));
}

public static partial class Ad
{
    /// <inheritdoc cref="Autodiff.Remainder"/>
    /// <remarks>The operator <c>%</c>. The operands are broadcast and promoted; booleans become i32.</remarks>
    public static Value Remainder(Value x, Value y) => Arithmetic<Remainder>(x, y);
}
