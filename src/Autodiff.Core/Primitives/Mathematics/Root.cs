namespace Autodiff.Mathematics;

/// <summary>A root of a function with twice the precision of a double. Close to it the function is small, and its terms cancel.</summary>
/// <param name="High">The nearest double.</param>
/// <param name="Low">The difference between the root and High.</param>
readonly record struct Root(double High, double Low)
{
    /// <summary>The root close to x, or null. Close means within 1% of the distance from the root to the nearest pole; the poles are integers.</summary>
    public static Root? Near(Root[] roots, double x)
    {
        foreach (var r in roots)
            if (Math.Abs(x - r.High) < 0.01 * Math.Abs(r.High - Math.Round(r.High))) return r;
        return null;
    }

    // 0 = f(root) = Σ f⁽ⁿ⁾(x) (root − x)ⁿ/n!, solved for f(x). The derivatives are taken at x, which is exact: near a pole they change too fast for a rounded argument.
    /// <summary>The function at x, from its derivatives there; the argument of <paramref name="derivative"/> is the order, from 1 on.</summary>
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
