using System.Globalization;
using Autodiff.Families;
using Autodiff.StableHlo;
using Autodiff.Tracing;

namespace Autodiff;

/// <summary>
/// Each element to a constant integer power, by repeated products (jax.lax.integer_pow). Unlike Pow it has derivatives of every order at 0. Integers wrap around.
/// </summary>
/// <param name="Exponent">The exponent; for integers it is not negative.</param>
sealed record IntegerPower(int Exponent) : UnaryNumber
{
    public override string Name => "integer_pow";

    public override string Parameters => "y=" + Exponent.ToString(CultureInfo.InvariantCulture);

    public override TensorType InferOne(TensorType[] x) => Exponent >= 0 || x[0].IsFloat ? base.InferOne(x) : throw Error($"{x[0]} cannot be raised to the power {Exponent}.", ErrorId.InvalidDType);

    internal override T Evaluate<T>(T x) => Exponent switch
    {
        2 => unchecked(x * x),
        -1 => T.One / x,
        _ when x is double d => T.CreateTruncating(Math.Pow(d, Exponent)),
        _ => Products(x),
    };

    T Products<T>(T x) where T : struct, System.Numerics.INumber<T>
    {
        var r = T.One;
        for (int n = Exponent; n > 0; n >>= 1)
        {
            if ((n & 1) != 0) r = unchecked(r * x);
            x = unchecked(x * x);
        }
        return r;
    }

    protected override Value? Tangent(Value x, Value dx) => Exponent switch
    {
        0 => null,
        1 => dx,
        2 => dx * (2 * x),
        _ => dx * (Exponent * new IntegerPower(Exponent - 1).Bind(x)),
    };

    protected override HloValue LowerOne(Hlo hlo, HloValue[] x, TensorType y)
    {
        var one = Exponent <= 0 ? hlo.Constant(y, 1) : default;
        if (Exponent == 0) return one;
        HloValue? product = null;
        var square = x[0];
        for (long n = Math.Abs((long)Exponent); ; n >>= 1)
        {
            if ((n & 1) != 0) product = product is { } p ? hlo.Op("stablehlo.multiply", y, [p, square]) : square;
            if (n <= 1) break;
            square = hlo.Op("stablehlo.multiply", y, [square, square]);
        }
        return Exponent > 0 ? product!.Value : hlo.Op("stablehlo.divide", y, [one, product!.Value]);
    }

    public override Value? Simplify(Value[] x) => Exponent == 1 ? x[0] : null;
}

public static partial class Ad
{
    /// <summary>The square of each element (jnp.square).</summary>
    /// <remarks>Integers stay integers; booleans become i32.</remarks>
    public static Value Square(Value x)
    {
        Given(x);
        return new IntegerPower(2).Bind(Numeric(x));
    }

    /// <summary>1 divided by each element (jnp.reciprocal). Integers and booleans become f64.</summary>
    public static Value Reciprocal(Value x)
    {
        Given(x);
        return new IntegerPower(-1).Bind(ToFloat(x));
    }
}
