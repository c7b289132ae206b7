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
}
