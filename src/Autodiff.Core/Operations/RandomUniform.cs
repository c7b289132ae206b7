using Autodiff.Tracing;

namespace Autodiff;

public static partial class Ad
{
    /// <summary>Random bits (jax.random.bits).</summary>
    /// <param name="key">u32[2].</param>
    /// <param name="shape">The shape.</param>
    /// <returns>u32.</returns>
    public static Value RandomBits(Value key, Shape shape) => Bits(Key(key), shape);

    /// <summary>Random numbers between 0 and 1, without 1, all equally likely (jax.random.uniform).</summary>
    /// <param name="key">u32[2].</param>
    /// <param name="shape">The shape.</param>
    /// <param name="dtype">f32 or f64; f64 without it.</param>
    public static Value RandomUniform(Value key, Shape shape, DType? dtype = null)
    {
        const double unit = 1.0 / (1L << 32);
        Key(key);
        return (dtype ?? DType.F64).Code switch
        {
            // The leading 23 or 52 bits are the fraction. Less what is behind them, a word is a float exactly.
            TypeCode.Single => Cast(Leading(Bits(key, shape), 23), DType.F32) * (float)unit,
            TypeCode.Double => Fraction(Hash(key, shape)),
            _ => throw new AdException($"RandomUniform: random fractions are f32 or f64, not {dtype}.", "InvalidDType"),
        };

        static Value Fraction(Value[] words) => Cast(words[0], DType.F64) * unit + Cast(Leading(words[1], 20), DType.F64) * (unit * unit);
    }

    static Value Bits(Value key, Shape shape) => new Threefry(shape, true).Bind(key, Tensor.Zeros(key.Type))[0];

    /// <summary>Words without their last bits.</summary>
    static Value Leading(Value words, int bits) => words - words % Tensor.Scalar(1u << 32 - bits);
}
