namespace Autodiff.Mathematics;

/// <summary>The error function and its complement.</summary>
static class ErrorFunction
{
    /// <summary>2/√π, the derivative of erf at 0.</summary>
    public const double DerivativeAtZero = 1.1283791670955126;

    /// <summary>The middle of the interval of <see cref="Scaled"/>.</summary>
    public const double K = 3.75;

    /// <summary>
    /// (1 + 2x) exp(x²) erfc(x) in Chebyshev polynomials of (x − k)/(x + k), which maps x ≥ 0 to [−1, 1]. The method is that of M. M. Shepherd and J. G. Laframboise,
    /// Mathematics of Computation 36 (1981) 249; the coefficients were recomputed to 60 digits.
    /// </summary>
    public static readonly double[] Scaled =
    [
        1.17757893456740175, -0.00459005458064647733, -0.0842491333665179156, 0.0592099399981918905,
        -0.0266586684353057523, 0.00907499767070526509, -0.00241316354041760819, 0.000490775836525808632,
        -0.0000691697330250120637, 4.13902798607301017e-6, 7.74038306619849067e-7, -2.18864010492343957e-7,
        1.07649994656709104e-8, 4.5219598112182869e-9, -7.75440020883135111e-10, -6.31808834088668449e-11,
        2.8687950109306699e-11, 1.94558685457773472e-13, -9.65469674843343891e-13, 3.25254814814873984e-14,
        3.34781194828680539e-14, -1.8645628804193131e-15, -1.25079505306886471e-15, 7.41823525662404346e-17,
        5.06814890479611132e-17,
    ];

    /// <summary>2/√π ∫₀ˣ exp(−t²) dt.</summary>
    public static double Erf(double x)
    {
        if (Math.Abs(x) >= 0.5) return Math.CopySign(1 - Upper(Math.Abs(x)), x);
        // The Maclaurin series Σ (−x²)ⁿ / (n! (2n + 1)).
        double sum = 0, z = -x * x;
        for (int n = 12; n >= 0; n--) sum = 1.0 / (2 * n + 1) + z / (n + 1) * sum;
        return DerivativeAtZero * x * sum;
    }

    /// <summary>The derivative of erf. Beyond 28 it is 0, and so are its derivatives: x² must not overflow.</summary>
    public static Value Derivative(Value x) => DerivativeAtZero * Ad.Exp(-Ad.Square(Ad.Clip(x, -28, 28)));

    /// <summary>1 − erf(x), precise in the upper tail too.</summary>
    public static double Erfc(double x) => x >= 0.5 ? Upper(x) : x <= -0.5 ? 2 - Upper(-x) : 1 - Erf(x);

    static double Upper(double x)
    {
        // The result is less than the least positive double.
        if (x > 27.3) return 0;
        // exp(−x²), corrected for the rounding of the square.
        double square = x * x, lost = Math.FusedMultiplyAdd(x, x, -square);
        return Math.Exp(-square) * (1 - lost) * Series.Chebyshev(Scaled, (x - K) / (x + K)) / (1 + 2 * x);
    }
}
