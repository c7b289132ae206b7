namespace Autodiff;

public static partial class Ad
{
    /// <summary>Random numbers with the standard normal distribution (jax.random.normal).</summary>
    /// <param name="key">A random key, u32[2].</param>
    /// <param name="shape">The shape of the result.</param>
    /// <param name="dtype">A floating-point dtype. Default: f64.</param>
    public static Value RandomNormal(Value key, Shape shape, DType? dtype = null)
    {
        // Uniform numbers in (−1, 1), mapped by the inverse of the distribution function.
        var u = RandomUniform(key, shape, dtype);
        return ErfInv(u * 2 + (u.DType.Epsilon / 2 - 1)) * Math.Sqrt(2);
    }
}
