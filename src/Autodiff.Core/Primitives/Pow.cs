using Autodiff.Families;
using Autodiff.Tracing;

namespace Autodiff;

/// <summary>
/// The first operand to the power of the second (StableHLO power). Of integers to a negative power it is 0, but ±1 for ±1; other integers wrap.
/// </summary>
sealed record Pow : Binary
{
    protected override string Hlo => "stablehlo.power";

    protected override double Float(double x, double y) => Math.Pow(x, y);

    protected override T Integer<T>(T x, T y)
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

    // ∂/∂x = y xʸ⁻¹, ∂/∂y = xʸ log x. JAX's rule gives NaN for the first at (0, 0), where 0 serves; as for the second, it takes log 0 as 0.
    public override (Value Y, Value? DY) JvpOne(Value[] x, Value?[] dx)
    {
        var z = this.Bind(x);
        return (z, Ad.AddTangents(dx[0] is { } a ? a * BaseDerivative(x[0], x[1]) : null, dx[1] is { } b ? b * (Ad.Log(Ad.Where(Ad.Equal(x[0], 0), 1, x[0])) * z) : null));
    }

    Value BaseDerivative(Value x, Value y)
    {
        if (y is Tensor { IsSplat: true, Size: > 0 } t && t.Number(0) != 0) return y * this.Bind(x, y - 1);
        var zeros = Ad.LogicalAnd(Ad.Equal(x, 0), Ad.Equal(y, 0));
        return Ad.Where(zeros, 0, y * this.Bind(Ad.Where(zeros, 1, x), y - 1));
    }
}

public static partial class Ad
{
    /// <summary>The first operand to the power of the second, broadcast and promoted (jnp.power). Integers stay integers.</summary>
    /// <remarks>A scalar exponent that is known and whole makes an <see cref="IntegerPower"/>, which has all derivatives at 0.</remarks>
    /// <exception cref="AdException">Integers to a known negative power: cast the base to a float.</exception>
    public static Value Pow(Value x, Value y)
    {
        Given(x);
        Given(y);
        double? known = y is Tensor { Rank: 0 } t ? t.Number(0) : null;
        (x, y) = Match(Numeric(x), Numeric(y));
        if (known < 0 && x.DType.IsInteger) throw new AdException($"Pow: integers ({x.Type}) to the power of {known} are no integers: write the exponent as a float, as in -1.0, or cast the base to f64.", ErrorId.InvalidOperand);
        return known is { } n && Math.Abs(n) <= MaximumProducts && n == Math.Truncate(n) ? new IntegerPower((int)n).Bind(x) : Instance<Pow>.Of.Bind(x, y);
    }

    // Beyond it, products lose more than the logarithm and exponential of a power do.
    const int MaximumProducts = 64;
}
