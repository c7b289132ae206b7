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

    /// <summary>The function at x: the integral of its derivative from the root, by Gauss's rule of three points.</summary>
    public double Integral(double x, Func<double, double> derivative)
    {
        const double point = 0.3872983346207417; // √(3/5)/2
        double length = x - High - Low, middle = x - length / 2;
        return length * (5 * derivative(middle - point * length) + 8 * derivative(middle) + 5 * derivative(middle + point * length)) / 18;
    }
}
