namespace Autodiff.Mathematics;

/// <summary>The logarithm of the gamma function.</summary>
static class GammaFunction
{
    // log Γ(x) divided by (x − 1)(x − 2), which is small near its zeros 1 and 2, in Chebyshev polynomials for x from 0.6 to 2.4; computed to 60 digits.
    static readonly double[] quotient =
    [
        0.513957242081426304, -0.153110351966599943, 0.0328525019955789542, -0.0081612647839974727, 0.00218672124632333927, -0.000612721082179425451,
        0.000176746508140656752, -0.0000520268927401509426, 0.0000155443787661073268, -4.69777935338724684e-6, 1.43275515810580434e-6,
        -4.40243445703390085e-7, 1.36121337321623244e-7, -4.2312566969769941e-8, 1.321319069734891e-8, -4.14275720378250917e-9,
        1.30349539184670867e-9, -4.11431738511235177e-10, 1.30230193959764582e-10, -4.13266390744652244e-11, 1.31446552017080444e-11,
        -4.18966521141841465e-12, 1.33795763715175544e-12, -4.2802575237334456e-13, 1.37151835186860386e-13, -4.40133172949789894e-14,
        1.41439193141767167e-14, -4.55109699419653238e-15, 1.46617185432639667e-15, -4.72869948945448787e-16, 1.5267062329805896e-16,
        -4.93398617904451337e-17, 1.59603850336357554e-17,
    ];

    /// <summary>The roots of log |Γ| between the poles at −2 and −10. Those below −10 are so close to poles that few doubles lie near them, and are left out.</summary>
    public static readonly Root[] Roots =
    [
        new(-2.4570247382208006, -3.7075610815513266e-17), new(-2.7476826467274127, 9.055340329338315e-17),
        new(-3.14358088834998, -2.1818179852331714e-16), new(-3.955294284858598, -1.999428391746348e-17),
        new(-4.039361839740537, 2.1143995503980602e-16), new(-4.991544640560048, 1.5174411760571722e-16),
        new(-5.0082181683225935, -4.3926353491015815e-17), new(-5.998607480080875, -3.311862478893795e-16),
        new(-6.001385294453155, 6.415847287933042e-17), new(-6.999801507890638, 1.0550130037400023e-17),
        new(-7.000198333407325, 2.504354173632409e-16), new(-7.999975197095821, -5.261737128572354e-17),
        new(-8.000024800270682, -4.354586297860107e-16), new(-8.999997244250977, -2.2185620509727132e-16),
        new(-9.000002755714823, -9.491348611623208e-17), new(-9.99999972442663, 4.883037618642443e-16),
    ];

    /// <summary>log |Γ(x)|: ∞ at 0 and the negative integers.</summary>
    public static double LogGamma(double x)
    {
        if (double.IsInfinity(x) || x <= 0 && x == Math.Floor(x)) return double.PositiveInfinity;
        if (x >= 8) return Stirling(x);
        if (x < -20) return Math.Log(Math.PI / Math.Abs(x * Math.Sin(Math.PI * (x - Math.Round(x))))) - Stirling(-x);
        if (x < 0 && Root.Near(Roots, x) is { } root) return root.Value(x, n => PolygammaFunction.Polygamma(n - 1, x));

        // Recurrence maps x to 0.6 … 2.4. The factors on the way multiply or divide Γ.
        double factors = 1, divisors = 1;
        while (x > 2.4) factors *= --x;
        while (x < 0.6) divisors *= x++;
        return (x - 1) * (x - 2) * Series.Chebyshev(quotient, (x - 1.5) / 0.9) + Math.Log(factors) - Math.Log(Math.Abs(divisors));
    }

    // (x − ½)(log x − 1) + ½(log 2π − 1) + Σ B₂ₖ / (2k (2k − 1) x²ᵏ⁻¹): Abramowitz and Stegun, 6.1.40.
    static double Stirling(double x)
    {
        const double half = 0.41893853320467274; // ½(log 2π − 1)
        double sum = 0, square = x * x;
        for (int k = 9; k > 0; k--) sum = sum / square + Series.Bernoulli[k] / (2 * k * (2 * k - 1));
        return (x - 0.5) * (Math.Log(x) - 1) + half + sum / x;
    }
}
