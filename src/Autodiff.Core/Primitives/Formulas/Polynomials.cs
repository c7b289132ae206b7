namespace Autodiff.Formulas;

/// <summary>Sums of powers and of Chebyshev polynomials of a Value, as <see cref="Mathematics.Series"/> has them of numbers.</summary>
static class Polynomials
{
    /// <summary>Σ cₙ xⁿ.</summary>
    public static Value Polynomial(ReadOnlySpan<double> c, Value x)
    {
        Value sum = c[^1];
        for (int n = c.Length - 2; n >= 0; n--) sum = sum * x + c[n];
        return sum;
    }

    /// <summary>(p(x) − p(y)) / (x − y) of p(x) = Σ cₙ xⁿ, precise also where x is near y. The coefficients are those that Horner's rule finds at y.</summary>
    public static Value Difference(ReadOnlySpan<double> c, Value x, Value y)
    {
        Value coefficient = c[^1], sum = coefficient;
        for (int n = c.Length - 2; n > 0; n--)
        {
            coefficient = coefficient * y + c[n];
            sum = sum * x + coefficient;
        }
        return sum;
    }

    /// <summary>Σ cₙ Tₙ(t).</summary>
    public static Value Chebyshev(ReadOnlySpan<double> c, Value t)
    {
        Value b1 = c[^1], b2 = 0, twice = 2 * t;
        for (int n = c.Length - 2; n > 0; n--) (b1, b2) = (c[n] + twice * b1 - b2, b1);
        return c[0] + (t * b1 - b2);
    }
}
