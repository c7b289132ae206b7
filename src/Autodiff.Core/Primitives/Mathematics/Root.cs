namespace Autodiff.Mathematics;

/// <summary>Where a function is 0, to twice the precision of a double: close to it the function is small, and its terms cancel.</summary>
/// <param name="High">The nearest double.</param>
/// <param name="Low">What it lacks.</param>
readonly record struct Root(double High, double Low)
{
    /// <summary>The root that a number is close to, seen from the nearest pole; the poles are at integers.</summary>
    public static Root? Near(Root[] roots, double x)
    {
        foreach (var r in roots)
            if (Math.Abs(x - r.High) < 0.01 * Math.Abs(r.High - Math.Round(r.High))) return r;
        return null;
    }

    // 0 = f(root) = Σ f⁽ⁿ⁾(x) (root − x)ⁿ/n!, solved for f(x). The derivatives are taken at x itself, which is exact: next to a pole no number near it would do.
    /// <summary>The function at x, from its derivatives there: by their order, from 1 on.</summary>
    public double Value(double x, Func<int, double> derivative)
    {
        double step = High - x + Low, power = 1, sum = 0;
        for (int n = 1; n <= 7; n++)
        {
            power *= step / n;
            sum -= derivative(n) * power;
        }
        return sum;
    }
}
