using Autodiff.Transforms;

namespace Autodiff.Core.Tests.Laws;

/// <summary>Derivatives are functions too: the laws of first derivatives hold for them.</summary>
public class SecondOrderLaws
{
    public static TheoryData<string, string> Second => Table.Both(2);

    public static TheoryData<string, string> SecondForward => Table.Forward(2);

    [Theory, MemberData(nameof(Second))]
    public void The_tangent_of_the_gradient_is_its_finite_difference(string row, string dtype) => Table.Check(row, dtype, c =>
        JvpLaws.HoldsFor(Transform.Gradient(c.F, c.Floating), WithCotangents(c), 10 * c.Row.Loose));

    [Theory, MemberData(nameof(Second))]
    public void The_gradient_of_the_gradient_is_its_transpose(string row, string dtype) => Table.Check(row, dtype, c =>
        TransposeLaws.HoldsFor(Transform.Gradient(c.F, c.Floating), WithCotangents(c), c.Tolerance(1e-10, 1e-4)));

    [Theory, MemberData(nameof(SecondForward))]
    public void The_tangent_of_the_tangent_is_its_finite_difference(string row, string dtype) => Table.Check(row, dtype, c =>
    {
        int n = c.X.Length;
        var tangents = c.X.Where(v => v.Type.IsFloat).Select((v, i) => Numeric.Direction(v.Type, 3 + i));
        Value[] Tangent(Value[] v)
        {
            int next = n;
            var (y, dy) = Differentiation.Jvp(c.F, v[..n], Array.ConvertAll(c.Floating, b => b ? v[next++] : null));
            return [.. Numeric.Instantiate(dy, y).Where((_, i) => y[i].Type.IsFloat)];
        }
        JvpLaws.HoldsFor(Tangent, [.. c.X, .. tangents], 10 * c.Row.Loose);
        if (c.Row.Reverse) TransposeLaws.HoldsFor(Tangent, [.. c.X, .. tangents], c.Tolerance(1e-10, 1e-4));
    });

    /// <summary>The arguments, and a cotangent for each floating-point result.</summary>
    internal static Tensor[] WithCotangents(Case c) => [.. c.X, .. c.F(c.X).Where(y => y.Type.IsFloat).Select((y, i) => Numeric.Direction(y.Type, 7 + i))];
}
