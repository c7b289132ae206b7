namespace Autodiff;

public static partial class Ad
{
    /// <summary>Random numbers of the normal distribution, of mean 0 and deviation 1 (jax.random.normal).</summary>
    /// <param name="key">u32[2].</param>
    /// <param name="shape">The shape.</param>
    /// <param name="dtype">f32 or f64; f64 without it.</param>
    public static Value RandomNormal(Value key, Shape shape, DType? dtype = null)
    {
        // Uniform between the number after −1 and 1, through the inverse of the distribution.
        var u = RandomUniform(key, shape, dtype);
        double low = u.DType == DType.F32 ? MathF.BitIncrement(-1) : Math.BitIncrement(-1);
        return ErfInv(u * 2 + low) * Math.Sqrt(2);
    }
}
