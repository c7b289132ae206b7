using Autodiff.Tracing;

namespace Autodiff;

public static partial class Ad
{
    /// <summary>Random bits (jax.random.bits).</summary>
    /// <param name="key">A random key, u32[2].</param>
    /// <param name="shape">The shape of the result.</param>
    /// <returns>u32.</returns>
    public static Value RandomBits(Value key, Shape shape) => Bits(Key(key), shape);

    /// <summary>Random numbers with the uniform distribution on [0, 1) (jax.random.uniform).</summary>
    /// <param name="key">A random key, u32[2].</param>
    /// <param name="shape">The shape of the result.</param>
    /// <param name="dtype">f32 or f64. Default: f64.</param>
    public static Value RandomUniform(Value key, Shape shape, DType? dtype = null)
    {
        Key(key);
        return (dtype ?? DType.F64).Code switch
        {
            // The leading 23 or 52 bits are the fraction.
            TypeCode.Single => Cast(ShiftRight(Bits(key, shape), 9), DType.F32) * (1.0 / (1 << 23)),
            TypeCode.Double => Fraction(Hash(key, shape)),
            _ => throw new AdException($"RandomUniform: random fractions are f32 or f64, not {dtype}.", ErrorId.InvalidDType),
        };

        static Value Fraction(Value[] words) => Cast(words[0], DType.F64) * (1.0 / (1L << 32)) + Cast(ShiftRight(words[1], 12), DType.F64) * (1.0 / (1L << 52));
    }

    static Value Bits(Value key, Shape shape)
    {
        var words = Hash(key, shape);
        return BitwiseXor(words[0], words[1]);
    }
}
