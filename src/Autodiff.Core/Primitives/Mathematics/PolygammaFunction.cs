namespace Autodiff.Mathematics;

/// <summary>The digamma and polygamma functions: derivatives of the logarithm of the gamma function.</summary>
static class PolygammaFunction
{
    /// <summary>The positive root of ψ.</summary>
    public static readonly Root PositiveRoot = new(1.4616321449683622, 9.549995429965697e-17);

    // ψ(x) divided by x minus its root, for x from 1 to 2, in Chebyshev polynomials of 2x − 3; computed to 60 digits.
    static readonly double[] quotient =
    [
        0.983570260441566988, -0.227064086334644397, 0.033368899023930109, -0.00532007727159654744, 0.000878865693782050533, -0.000147734926506060433,
        0.0000250605434683591444, -4.27210340299933221e-6, 7.30276927246592305e-7, -1.25028868135595955e-7, 2.14250093223594737e-8,
        -3.67329591856517904e-9, 6.29971723610893091e-10, -1.08059302888326601e-10, 1.85373519205363789e-11, -3.18023536582553001e-12,
        5.45614757032279418e-13, -9.36099313103643816e-14, 1.60606463629507501e-14, -2.75554313774388131e-15, 4.72773617860191139e-16,
        -8.11148420346509003e-17,
    ];

    /// <summary>The roots of ψ between the poles at 0 and −10.</summary>
    public static readonly Root[] NegativeRoots =
    [
        new(-0.5040830082644554, -8.15428206243813e-18), new(-1.5734984731623904, -1.574185691077347e-17), new(-2.6107208684441447, 9.881960746978353e-17),
        new(-3.635293366436901, 5.454396163173039e-17), new(-4.653237761743142, -2.5492686201468193e-16), new(-5.6671624415568855, -3.2153051074948335e-18),
        new(-6.678418213073427, 3.470798723495241e-16), new(-7.687788325031626, -1.351562494643672e-16), new(-8.695764163816401, -3.2859903716289447e-16),
        new(-9.702672540001863, -3.2563178405401477e-16),
    ];

    /// <summary>ψ(x) = d log Γ(x)/dx: ∓∞ at ±0, NaN at the negative integers.</summary>
    public static double Digamma(double x)
    {
        if (x <= 0 && x == Math.Floor(x)) return x == 0 ? -1 / x : double.NaN;
        if (x < 0) return Root.Near(NegativeRoots, x) is { } root ? root.Value(x, n => Polygamma(n, x)) : Digamma(1 - x) - Math.PI / Math.Tan(Math.PI * (x - Math.Round(x)));
        if (x < 1) return Digamma(x + 1) - 1 / x;
        if (x >= 10) return Asymptotic(x);
        double steps = 0;
        while (x > 2) steps += 1 / --x;
        return steps + (x - PositiveRoot.High - PositiveRoot.Low) * Series.Chebyshev(quotient, 2 * x - 3);
    }

    // log x − 1/(2x) − Σ B₂ₖ / (2k x²ᵏ): Abramowitz and Stegun, 6.3.18.
    static double Asymptotic(double x)
    {
        double sum = 0, square = x * x;
        for (int k = 8; k > 0; k--) sum = (sum + Series.Bernoulli[k] / (2 * k)) / square;
        return Math.Log(x) - 0.5 / x - sum;
    }

    /// <summary>The derivative of ψ of the given order. It is infinite at 0, with the sign of the side for an even order, and at the negative integers.</summary>
    public static double Polygamma(int order, double x)
    {
        if (order == 0) return Digamma(x);
        int sign = order % 2 == 0 ? -1 : 1;
        if (x == 0 && sign < 0) return -1 / x;
        if (x <= 0 && x == Math.Floor(x)) return sign * double.PositiveInfinity;
        return x < 0
            ? -sign * Polygamma(order, 1 - x) - Math.Pow(Math.PI, order + 1) * Series.Polynomial(CotangentDerivative(order), 1 / Math.Tan(Math.PI * (x - Math.Round(x))))
            : sign * Factorial(order) * Zeta(order + 1, x);
    }

    // Σ (x + k)^−s. The terms from x ≥ 10 + s on are summed by the Euler–Maclaurin formula (NIST Digital Library of Mathematical Functions, 25.11.5).
    static double Zeta(int s, double x)
    {
        double steps = 0;
        for (; x < 10 + s; x++) steps += Math.Pow(x, -s);
        double power = Math.Pow(x, -s), term = power * s / x, sum = Math.Pow(x, 1 - s) / (s - 1) + power / 2;
        for (int k = 1; k <= 10; k++)
        {
            // term = s (s + 1) … (s + 2k − 2) x^(1 − s − 2k), which still has to be divided by (2k)!.
            sum += Series.Bernoulli[k] / Factorial(2 * k) * term;
            term *= (s + 2 * k - 1) / x * ((s + 2 * k) / x);
        }
        return steps + sum;
    }

    /// <summary>A derivative of the cotangent as a polynomial of the cotangent. The derivative of a polynomial p of c = cot u is −(1 + c²) p′(c).</summary>
    public static double[] CotangentDerivative(int order)
    {
        double[] p = [0, 1];
        for (int n = 0; n < order; n++)
        {
            var next = new double[p.Length + 1];
            for (int k = 1; k < p.Length; k++)
            {
                next[k - 1] -= k * p[k];
                next[k + 1] -= k * p[k];
            }
            p = next;
        }
        return p;
    }

    /// <summary>n!</summary>
    public static double Factorial(int n)
    {
        double r = 1;
        for (int k = 2; k <= n; k++) r *= k;
        return r;
    }
}
