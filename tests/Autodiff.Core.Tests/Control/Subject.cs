using Autodiff.Core.Tests.Laws;

namespace Autodiff.Core.Tests.Control;

/// <summary>A function with control flow and a scalar result, and a point. Every nesting of transforms is tested on it.</summary>
/// <param name="Name">The name.</param>
/// <param name="F">The function.</param>
/// <param name="X">The point, f64[3].</param>
/// <param name="HasForward">Whether it has a forward mode.</param>
/// <param name="HasReverse">Whether it has a reverse mode.</param>
sealed record Subject(string Name, Map F, Tensor X, bool HasForward = true, bool HasReverse = true)
{
    /// <summary>The derivative, in a mode that the function supports.</summary>
    public Map Derivative => HasReverse ? Derivatives.Gradient(F) : Derivatives.Forward(F);

    /// <summary>A number computed from the derivative. Its derivative is the second derivative that is tested.</summary>
    public static Map Folded(Map derivative) => x => Ad.Sum(Ad.Sin(derivative(x)));

    /// <summary>Three points. The first is X; at the others the conditions have other answers.</summary>
    public Tensor Many => Numeric.Stack([X, Numeric.Tensor(X.Type, [.. Numeric.Doubles(X).Select(v => 0.7 * v + 0.1)]), Numeric.Tensor(X.Type, [.. Numeric.Doubles(X).Select(v => -v)])]);

    /// <summary>The derivative of a plain function by five-point differences, with an error of order h⁴.</summary>
    public static Tensor Differences(Map f, Tensor x)
    {
        const double h = 5e-4;
        var at = Numeric.Doubles(x);
        double Along(int i, double by)
        {
            double[] moved = [.. at];
            moved[i] += by;
            return Numeric.Doubles(f(Numeric.Tensor(x.Type, moved)))[0];
        }
        return Numeric.Tensor(x.Type.Strong, [.. at.Select((_, i) => (8 * (Along(i, h) - Along(i, -h)) - (Along(i, 2 * h) - Along(i, -2 * h))) / (12 * h))]);
    }

    public override string ToString() => Name;
}
