namespace Autodiff.Mathematics;

/// <summary>Functions of exponentials and logarithms that avoid the rounding of a sum with 1.</summary>
static class Exponential
{
    // For eˣ near 1 the Taylor series x(1 + x/2(1 + x/3(1 + …))). Otherwise the difference is exact or nearly so.
    /// <summary>eˣ − 1.</summary>
    public static double Expm1(double x)
    {
        if (!(Math.Abs(x) < 0.5)) return Math.Exp(x) - 1;
        double sum = 0;
        for (int n = 17; n > 1; n--) sum = (1 + x * sum) / n;
        return x * (1 + x * sum);
    }

    // log(1 + x) ≈ log u + (x − (u − 1))/u, where u is 1 + x rounded: the correction of fdlibm (s_log1p.c).
    /// <summary>log(1 + x).</summary>
    public static double Log1p(double x)
    {
        double u = 1 + x;
        if (u <= 0 || !double.IsFinite(u)) return Math.Log(u);
        if (u == 1) return x;
        double lost = x < 1 ? x - (u - 1) : 1 - (u - x);
        return Math.Log(u) + lost / u;
    }

    // Both forms divide by a number between 1 and 2, so that both tails are precise.
    /// <summary>1/(1 + e⁻ˣ).</summary>
    public static double Sigmoid(double x)
    {
        double e = Math.Exp(-Math.Abs(x));
        return x < 0 ? e / (1 + e) : 1 / (1 + e);
    }

    /// <summary>log(eˣ + eʸ).</summary>
    public static double LogAddExp(double x, double y)
    {
        double difference = x - y;
        // The operands are infinities of equal sign, or NaN.
        return double.IsNaN(difference) ? x + y : Math.Max(x, y) + Log1p(Math.Exp(-Math.Abs(difference)));
    }
}
