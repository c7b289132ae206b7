namespace Autodiff.Mathematics;

/// <summary>Functions made of exponentials and logarithms that must not lose what a sum with 1 would round away.</summary>
static class Exponential
{
    // Where eˣ is near 1, the Taylor series x(1 + x/2(1 + x/3(1 + …))); elsewhere the difference is exact, or nearly.
    /// <summary>eˣ − 1.</summary>
    public static double Expm1(double x)
    {
        if (!(Math.Abs(x) < 0.5)) return Math.Exp(x) - 1;
        double sum = 0;
        for (int n = 17; n > 1; n--) sum = (1 + x * sum) / n;
        return x * (1 + x * sum);
    }

    // log(1 + x) = log u + (x − (u − 1))/u to first order, where u is 1 + x as rounded: fdlibm's correction (s_log1p.c).
    /// <summary>log(1 + x).</summary>
    public static double Log1p(double x)
    {
        double u = 1 + x;
        if (u <= 0 || !double.IsFinite(u)) return Math.Log(u);
        if (u == 1) return x;
        double lost = x < 1 ? x - (u - 1) : 1 - (u - x);
        return Math.Log(u) + lost / u;
    }

    // Either form divides by a number between 1 and 2, so that neither tail is lost.
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
        // Infinities of one sign, or NaN.
        return double.IsNaN(difference) ? x + y : Math.Max(x, y) + Log1p(Math.Exp(-Math.Abs(difference)));
    }
}
