using Autodiff.Families;
using Autodiff.StableHlo;
using Autodiff.Tracing;

namespace Autodiff;

/// <summary>
/// The first operand to the power of the second (StableHLO power). An integer to a negative power is 0, except for ±1; otherwise integers wrap around.
/// </summary>
sealed record Pow : Binary
{
    protected override string Hlo => "stablehlo.power";

    internal override double Float(double x, double y) => Math.Pow(x, y);

    internal override T Integer<T>(T x, T y)
    {
        var r = T.One;
        if (T.IsNegative(y))
        {
            if (x == T.One) return x;
            if (x != unchecked(T.Zero - T.One)) return T.Zero;
            return T.IsOddInteger(y) ? x : r;
        }
        for (; y != T.Zero; y >>>= 1)
        {
            if (T.IsOddInteger(y)) r = unchecked(r * x);
            x = unchecked(x * x);
        }
        return r;
    }

    protected override HloValue LowerOne(Hlo hlo, HloValue[] x, TensorType y) => y.IsFloat ? Power(hlo, x[0], x[1], y) : base.LowerOne(hlo, x, y);

    /// <summary>
    /// A power inside a selection, so that XLA does not see its logarithm, which it rewrites to y log x also where the power is NaN or infinite. The selected values
    /// are what the power is anyway.
    /// </summary>
    internal static HloValue Power(Hlo hlo, HloValue x, HloValue exponent, TensorType y)
    {
        var one = hlo.Constant(y, 1);
        var known = hlo.Op("stablehlo.or", y.With(DType.Bool), [hlo.Compare("EQ", x, one), hlo.Compare("EQ", exponent, hlo.Constant(y, 0))]);
        return hlo.Op("stablehlo.select", y, [known, one, hlo.Op("stablehlo.power", y, [x, exponent])]);
    }

    // ∂/∂x = y xʸ⁻¹, ∂/∂y = xʸ log x. At (0, 0) the first is 0, where JAX has NaN. In the second, log 0 counts as 0, as in JAX.
    public override (Value Y, Value? DY) JvpOne(Value[] x, Value?[] dx)
    {
        var z = this.Bind(x);
        return (z, Ad.AddTangents(dx[0] is { } a ? a * BaseDerivative(x[0], x[1]) : null, dx[1] is { } b ? b * (Ad.Log(Ad.Where(Ad.Equal(x[0], 0), 1, x[0])) * z) : null));
    }

    Value BaseDerivative(Value x, Value y)
    {
        if (y is Tensor { IsSplat: true, Size: > 0 } t && t.ToDouble(0) != 0) return y * this.Bind(x, y - 1);
        var zeros = Ad.LogicalAnd(Ad.Equal(x, 0), Ad.Equal(y, 0));
        return Ad.Where(zeros, 0, y * this.Bind(Ad.Where(zeros, 1, x), y - 1));
    }
}

public static partial class Ad
{
    /// <summary>The first operand to the power of the second (jnp.power). The operands are broadcast and promoted; integers stay integers, booleans become i32.</summary>
    /// <remarks>A scalar exponent that is a known integer gives an <see cref="IntegerPower"/>, which has derivatives of every order at 0.</remarks>
    /// <exception cref="AdException">An integer base has a known negative exponent.</exception>
    public static Value Pow(Value x, Value y)
    {
        Given(x);
        Given(y);
        double? known = y is Tensor { Rank: 0 } t ? t.ToDouble(0) : null;
        (x, y) = Match(Numeric(x), Numeric(y));
        if (known < 0 && x.DType.IsInteger) throw new AdException($"Pow: integers ({x.Type}) cannot be raised to the negative power {known}. Write the exponent as a float, as in -1.0, or cast the base to f64.", ErrorId.InvalidOperand);
        return known is { } n && Math.Abs(n) <= MaximumProducts && n == Math.Truncate(n) ? new IntegerPower((int)n).Bind(x) : Instance<Pow>.Of.Bind(x, y);
    }

    // Above it, repeated products lose more precision than exp(y log x).
    const int MaximumProducts = 64;
}
