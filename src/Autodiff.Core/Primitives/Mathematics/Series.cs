namespace Autodiff.Mathematics;

/// <summary>Sums of series.</summary>
static class Series
{
    /// <summary>The Bernoulli numbers B₀, B₂, B₄, …, the coefficients of asymptotic expansions.</summary>
    public static readonly double[] Bernoulli = [1, 1.0 / 6, -1.0 / 30, 1.0 / 42, -1.0 / 30, 5.0 / 66, -691.0 / 2730, 7.0 / 6, -3617.0 / 510, 43867.0 / 798, -174611.0 / 330];

    /// <summary>Σ cₙ Tₙ(t), by Clenshaw's recurrence (Mathematical Tables and Other Aids to Computation 9 (1955) 118).</summary>
    public static double Chebyshev(ReadOnlySpan<double> c, double t)
    {
        double b1 = 0, b2 = 0;
        for (int n = c.Length - 1; n > 0; n--) (b1, b2) = (c[n] + 2 * t * b1 - b2, b1);
        return c[0] + (t * b1 - b2);
    }

    /// <summary>Σ cₙ xⁿ, by Horner's rule.</summary>
    public static double Polynomial(ReadOnlySpan<double> c, double x)
    {
        double sum = 0;
        for (int n = c.Length - 1; n >= 0; n--) sum = sum * x + c[n];
        return sum;
    }
}
