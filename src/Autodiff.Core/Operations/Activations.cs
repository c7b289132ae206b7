namespace Autodiff;

public static partial class Ad
{
    /// <summary>log(1 + eˣ) of each element, without overflow (jax.nn.softplus).</summary>
    public static Value Softplus(Value x)
    {
        Given(x);
        return LogAddExp(x, 0);
    }

    /// <summary>x · Sigmoid(x) of each element (jax.nn.silu). Integers and booleans become f64.</summary>
    public static Value Silu(Value x)
    {
        Given(x);
        x = ToFloat(x);
        return x * Sigmoid(x);
    }

    /// <summary>log(Sigmoid(x)) of each element, without underflow (jax.nn.log_sigmoid). Integers and booleans become f64.</summary>
    public static Value LogSigmoid(Value x)
    {
        Given(x);
        return -Softplus(-ToFloat(x));
    }

    /// <summary>x where x ≥ 0, else negativeSlope · x (jax.nn.leaky_relu). The derivative at 0 is 1.</summary>
    /// <param name="x">A value of any shape; integers and booleans become f64.</param>
    /// <param name="negativeSlope">The slope below 0. Default: 0.01.</param>
    public static Value LeakyRelu(Value x, Value? negativeSlope = null)
    {
        Given(x);
        x = ToFloat(x);
        return Where(GreaterEqual(x, 0), x, (negativeSlope ?? 0.01) * x);
    }

    /// <summary>x where x > 0, else alpha · (eˣ − 1) (jax.nn.elu). The derivative at 0 is alpha.</summary>
    /// <param name="x">A value of any shape; integers and booleans become f64.</param>
    /// <param name="alpha">The factor below 0. Default: 1.</param>
    public static Value Elu(Value x, Value? alpha = null)
    {
        Given(x);
        x = ToFloat(x);
        var positive = Greater(x, 0);
        // Where x > 0 is chosen, the argument of Expm1 is 0: an overflow there would make the derivative NaN.
        return Where(positive, x, (alpha ?? 1.0) * Expm1(Where(positive, 0, x)));
    }

    /// <summary>The scaled Elu that keeps the mean and variance of activations (jax.nn.selu; G. Klambauer and others, "Self-Normalizing Neural Networks", 2017).</summary>
    public static Value Selu(Value x)
    {
        Given(x);
        return 1.0507009873554805 * Elu(x, 1.6732632423543772);
    }

    /// <summary>x · Φ(x) of each element, where Φ is the normal distribution function (jax.nn.gelu with approximate=False). Integers and booleans become f64.</summary>
    public static Value Gelu(Value x)
    {
        Given(x);
        x = ToFloat(x);
        return 0.5 * x * Erfc(-x * 0.70710678118654752);
    }
}
