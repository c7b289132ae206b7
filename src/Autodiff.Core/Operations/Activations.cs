namespace Autodiff;

public static partial class Ad
{
    /// <summary>log(1 + eˣ) of each element x, without overflow (jax.nn.softplus).</summary>
    public static Value Softplus(Value x)
    {
        Given(x);
        return LogAddExp(x, 0);
    }

    /// <summary>x · Sigmoid(x) of each element x (jax.nn.silu).</summary>
    public static Value Silu(Value x)
    {
        Given(x);
        x = ToFloat(x);
        return x * Sigmoid(x);
    }

    /// <summary>log(Sigmoid(x)) of each element x, without underflow (jax.nn.log_sigmoid).</summary>
    public static Value LogSigmoid(Value x)
    {
        Given(x);
        return -Softplus(-ToFloat(x));
    }

    /// <summary>Each element, or where it is below 0 a part of it (jax.nn.leaky_relu). Its derivative at 0 is 1.</summary>
    /// <param name="x">The value; integers and booleans become f64.</param>
    /// <param name="negativeSlope">The part, 0.01 without it.</param>
    public static Value LeakyRelu(Value x, Value? negativeSlope = null)
    {
        Given(x);
        x = ToFloat(x);
        return Where(GreaterEqual(x, 0), x, (negativeSlope ?? 0.01) * x);
    }

    /// <summary>Each element x, or where it is not above 0 alpha · (eˣ − 1) (jax.nn.elu). With an alpha of 1 its derivative at 0 is 1.</summary>
    /// <param name="x">The value; integers and booleans become f64.</param>
    /// <param name="alpha">The factor, 1 without it.</param>
    public static Value Elu(Value x, Value? alpha = null)
    {
        Given(x);
        x = ToFloat(x);
        var positive = Greater(x, 0);
        // Where x is chosen the exponential is kept from overflow, whose derivative would be NaN.
        return Where(positive, x, (alpha ?? 1.0) * Expm1(Where(positive, 0, x)));
    }

    /// <summary>The scaled Elu that keeps the mean and variance of activations (G. Klambauer and others, "Self-Normalizing Neural Networks", 2017; jax.nn.selu).</summary>
    public static Value Selu(Value x)
    {
        Given(x);
        return 1.0507009873554805 * Elu(x, 1.6732632423543772);
    }

    /// <summary>x · Φ(x) of each element x, where Φ is the normal distribution: exact, not the approximation by tanh (jax.nn.gelu with approximate=False).</summary>
    public static Value Gelu(Value x)
    {
        Given(x);
        x = ToFloat(x);
        return 0.5 * x * Erfc(-x * 0.70710678118654752);
    }
}
