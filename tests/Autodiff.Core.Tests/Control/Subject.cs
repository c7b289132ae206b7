using Autodiff.Core.Tests.Laws;

namespace Autodiff.Core.Tests.Control;

/// <summary>A function with control flow that gives one number, and a point: what every nesting of transforms is tried on.</summary>
/// <param name="Name">Its name.</param>
/// <param name="F">The function.</param>
/// <param name="X">The point, of f64[3].</param>
/// <param name="HasForward">Whether it has a forward mode.</param>
/// <param name="HasReverse">Whether it has a reverse mode.</param>
sealed record Subject(string Name, Map F, Tensor X, bool HasForward = true, bool HasReverse = true)
{
    /// <summary>Its derivative in a mode that it has.</summary>
    public Map Derivative => HasReverse ? Derivatives.Gradient(F) : Derivatives.Forward(F);

    /// <summary>A number made of its derivative, whose own derivative is the second that is tested.</summary>
    public static Map Folded(Map derivative) => x => Ad.Sum(Ad.Sin(derivative(x)));

    /// <summary>Three points, the first of which is X: at the others conditions have other answers.</summary>
    public Tensor Many => Numeric.Stack([X, Numeric.Tensor(X.Type, [.. Numeric.Doubles(X).Select(v => 0.7 * v + 0.1)]), Numeric.Tensor(X.Type, [.. Numeric.Doubles(X).Select(v => -v)])]);

    /// <summary>The derivative of a plain function by differences of five points: the error is of the order h⁴.</summary>
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
