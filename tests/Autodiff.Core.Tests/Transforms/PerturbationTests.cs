using Autodiff.Core.Tests.Laws;
using Autodiff.Transforms;
using Map = System.Func<Autodiff.Value, Autodiff.Value>;

namespace Autodiff.Core.Tests.Transforms;

/// <summary>Nested derivatives whose perturbations must not be confused.</summary>
public class PerturbationTests
{
    static readonly Map sine = x => Ad.Sin(x);

    /// <summary>The derivative of a function of a number, in each mode.</summary>
    static readonly Dictionary<string, Func<Map, Map>> modes = new()
    {
        ["forward"] = f => x => Differentiation.Jvp(v => [f(v[0])], [x], [Tensor.Ones(x.Type)]).DY[0] ?? 0.0,
        ["reverse"] = f => x =>
        {
            var (y, map) = Differentiation.Linearize(v => [f(v[0])], [x], Mask.Filled(1, true));
            return map.Pull([Tensor.Ones(y[0].Type)])[0] ?? 0.0;
        },
        ["function"] = f => x => (Value)Function.Of(f).Gradient().Call(x)!,
        ["staged"] = f => x => Transform.Staged(Transform.Gradient(v => [f(v[0])], [true]))([x, Tensor.Ones(x.Type)])[0],
    };

    public static TheoryData<string> One => [.. modes.Keys];

    public static TheoryData<string, string> Two()
    {
        var data = new TheoryData<string, string>();
        foreach (string a in modes.Keys)
            foreach (string b in modes.Keys) data.Add(a, b);
        return data;
    }

    public static TheoryData<string, string, string> Three()
    {
        var data = new TheoryData<string, string, string>();
        foreach (string a in modes.Keys)
            foreach (string b in modes.Keys)
                foreach (string c in modes.Keys) data.Add(a, b, c);
        return data;
    }

    static void Is(double expected, Value actual) => Assert.Equal(expected, Assert.Single(Numeric.Doubles(actual)), 1e-12 * Math.Max(1, Math.Abs(expected)));

    // Siskind and Pearlmutter, "Nesting forward-mode AD in a functional framework" (2008), page 4: the inner derivative is 1, and y is not a part of it.
    [Theory, MemberData(nameof(Two))]
    public void The_derivative_of_x_times_the_derivative_of_x_plus_y_is_1(string outer, string inner) =>
        Is(1, modes[outer](x => x * modes[inner](y => x + y)(1.0))(1.0));

    [Theory, MemberData(nameof(Two))]
    public void The_derivative_of_x_times_the_derivative_of_x_times_y_is_2x(string outer, string inner)
    {
        Is(2, modes[outer](x => x * modes[inner](y => x * y)(2.0))(1.0));
        Is(7, modes[outer](x => x * modes[inner](y => x * y)(2.0))(3.5));
    }

    [Theory, MemberData(nameof(Two))]
    public void A_function_that_ignores_its_argument_has_no_derivative(string outer, string inner) =>
        Is(0, modes[outer](x => x * modes[inner](_ => x)(0.0))(0.0));

    // x · d/dy(y³ · d/dz(x·y·z²) at z = y) at y = x is 10·x⁶.
    [Theory, MemberData(nameof(Three))]
    public void Three_levels_give_60(string outer, string middle, string inner) =>
        Is(60, modes[outer](x => x * modes[middle](y => y * y * y * modes[inner](z => x * y * z * z)(y))(x))(1.0));

    // Manzyuk, Pearlmutter, Radul, Rush, Siskind, "Confusion of tagged perturbations in forward automatic differentiation of higher-order functions":
    // s u f x = f(x + u); the derivative of s at 0, applied twice to exp, at 1.
    [Theory, MemberData(nameof(Two))]
    public void The_curried_shift_gives_e(string outer, string inner)
    {
        Map exp = v => (Value)Ad.Exp(v);
        Is(Math.E, modes[outer](u => modes[inner](w => exp(1.0 + u + w))(0.0))(0.0));
        Func<Map, Map> shifted = f => x => modes[outer](u => f(x + u))(0.0);
        Is(Math.E, shifted(shifted(exp))(1.0));
    }

    [Theory, MemberData(nameof(Three))]
    public void Third_derivatives(string outer, string middle, string inner)
    {
        Is(48, modes[outer](modes[middle](modes[inner](x => x * x * x * x)))(2.0));
        Is(-Math.Cos(0.7), modes[outer](modes[middle](modes[inner](sine)))(0.7));
    }

    [Theory, MemberData(nameof(One))]
    public void Six_derivatives_of_the_hyperbolic_tangent(string mode)
    {
        const double x = 0.6;
        double t = Math.Tanh(x), s = 1 / Math.Cosh(x), s2 = s * s, t2 = t * t;
        double[] expected =
        [
            s2, -2 * t * s2, 4 * t2 * s2 - 2 * s2 * s2, 16 * t * s2 * s2 - 8 * t * t2 * s2, 8 * s2 * (2 * t2 * t2 + 2 * s2 * s2 - 11 * t2 * s2),
            -16 * t * s2 * (2 * t2 * t2 + 17 * s2 * s2 - 26 * t2 * s2),
        ];
        Map f = v => Ad.Tanh(v);
        for (int order = 0; order < expected.Length; order++)
        {
            f = modes[mode](f);
            Is(expected[order], f(x));
        }
    }

    // A minimum within a minimum: each outer step differentiates through the whole inner one.
    [Theory, MemberData(nameof(Two))]
    public void Nested_minimisation_is_differentiated(string outer, string inner)
    {
        // min over y of (y − x²)² + y² by Newton: y = x²/2, the value x⁴/2, its derivative 2x³.
        Value Inner(Value x)
        {
            Map f = y => (y - x * x) * (y - x * x) + y * y;
            Value y = 0.0;
            for (int i = 0; i < 2; i++) y -= modes[inner](f)(y) / modes[inner](modes[inner](f))(y);
            return f(y);
        }
        Is(2 * Math.Pow(1.3, 3), modes[outer](Inner)(1.3));
    }

    [Theory, MemberData(nameof(Two))]
    public void A_product_of_the_Hessian_is_that_of_Rosenbrock(string outer, string inner)
    {
        double[] x = [0.7, -0.4], v = [0.3, 1.1];
        Value Rosenbrock(Value a, Value b) => (1.0 - a) * (1.0 - a) + 100.0 * ((b - a * a) * (b - a * a));
        // Twice along v: vᵀ H v.
        var along = modes[outer](modes[inner](t => Rosenbrock(x[0] + t * v[0], x[1] + t * v[1])));
        double expected = (2 + 1200 * x[0] * x[0] - 400 * x[1]) * v[0] * v[0] - 800 * x[0] * v[0] * v[1] + 200 * v[1] * v[1];
        Is(expected, along(0.0));
    }

    [Theory, MemberData(nameof(Two))]
    public void Across_vmap_each_item_has_a_perturbation_of_its_own(string outer, string inner)
    {
        // For each a: d/dx (x · d/dy (a·x·y)) = 2·a·x.
        Value Mapped(Value x) => Ad.Sum(Transform.Vmap(a => [x * modes[inner](y => a[0] * x * y)(1.0)], [Tensor.Of(1.0, 2, 3)], [true], 3)[0]);
        Is(2 * 6 * 1.5, modes[outer](Mapped)(1.5));
        var eachItem = Transform.Vmap(a => [modes[outer](x => x * modes[inner](y => a[0] * x * y)(1.0))(1.5)], [Tensor.Of(1.0, 2, 3)], [true], 3)[0];
        Assert.Equal([3.0, 6, 9], Numeric.Doubles(eachItem));
    }
}
