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
    /// <param name="dtype">A floating-point dtype. Default: f64.</param>
    public static Value RandomUniform(Value key, Shape shape, DType? dtype = null)
    {
        Key(key);
        dtype ??= DType.F64;
        if (!dtype.IsFloat) throw new AdException($"RandomUniform: the dtype is {dtype}; expected a floating-point dtype.", ErrorId.InvalidDType);
        if (dtype == DType.F64) return Fraction(Hash(key, shape));
        // The leading bits are the fraction. As in JAX, as many low bits are drawn as the dtype has, or 8 if that is enough for the fraction.
        int drawn = dtype.FractionBits < 8 ? 8 : 8 * dtype.Size;
        var bits = Bits(key, shape);
        if (drawn < 32) bits = ShiftLeft(bits, 32 - drawn);
        return Cast(ShiftRight(bits, 32 - dtype.FractionBits), dtype) * dtype.Epsilon;

        static Value Fraction(Value[] words) => Cast(words[0], DType.F64) * (1.0 / (1L << 32)) + Cast(ShiftRight(words[1], 12), DType.F64) * (1.0 / (1L << 52));
    }

    static Value Bits(Value key, Shape shape)
    {
        var words = Hash(key, shape);
        return BitwiseXor(words[0], words[1]);
    }
}
