using Autodiff.Functions;
using static Autodiff.Core.Tests.Control.Derivatives;

namespace Autodiff.Core.Tests.Control;

/// <summary>A nesting of transforms around a function.</summary>
/// <param name="Name">The names of the transforms, from the outside in.</param>
/// <param name="Order">The order of differentiation. For order 2 the first derivative is folded by a sum of sines.</param>
/// <param name="IsMapped">Whether the result takes several points along a leading axis.</param>
/// <param name="NeedsForward">Whether it needs a forward mode.</param>
/// <param name="NeedsReverse">Whether it needs a reverse mode.</param>
/// <param name="Apply">The transforms.</param>
sealed record Nesting(string Name, int Order, bool IsMapped, bool NeedsForward, bool NeedsReverse, Func<Map, Map> Apply)
{
    /// <summary>All nestings.</summary>
    public static readonly Nesting[] All = [.. Values(), .. First(), .. Second(), .. Derived(), .. Mapped(), .. MappedSecond()];

    public bool Fits(Subject s) => (s.HasForward || !NeedsForward) && (s.HasReverse || !NeedsReverse);

    public override string ToString() => Name;

    static IEnumerable<Nesting> Values()
    {
        Nesting Of(string name, Func<Map, Map> apply) => new(name, 0, false, false, false, apply);
        yield return Of("traced", Traced);
        yield return Of("traced twice", f => Traced(Traced(f)));
        yield return Of("optimized", f => Optimized(Traced(f)));
    }

    static IEnumerable<Nesting> First()
    {
        foreach (var (mode, d, forward) in new[] { ("gradient", (Func<Map, Map>)Gradient, false), ("reverse Jacobian", Derivatives.Reverse, false), ("forward Jacobian", Forward, true) })
        {
            Nesting Of(string name, Func<Map, Map> apply) => new(name, 1, false, forward, !forward, apply);
            yield return Of(mode, d);
            yield return Of($"{mode} of traced", f => d(Traced(f)));
            yield return Of($"traced {mode}", f => Traced(d(f)));
            yield return Of($"traced {mode} of traced", f => Traced(d(Traced(f))));
            yield return Of($"optimized {mode} of traced", f => Optimized(d(Traced(f))));
            yield return Of($"{mode} of optimized", f => d(Optimized(f)));
        }
    }

    // All four combinations of modes, with and without a trace around each level.
    static IEnumerable<Nesting> Second()
    {
        foreach (bool outer in (bool[])[false, true])
            foreach (bool inner in (bool[])[false, true])
                for (int traced = 0; traced < 8; traced++)
                {
                    Func<Map, Map> At(int bit) => (traced & bit) != 0 ? Traced : f => f;
                    string Is(int bit) => (traced & bit) != 0 ? "traced " : "";
                    string Mode(bool forward) => forward ? "forward" : "reverse";
                    var (around, middle, within) = (At(4), At(2), At(1));
                    var (first, second) = (inner ? (Func<Map, Map>)Forward : Gradient, outer ? (Func<Map, Map>)Forward : Gradient);
                    yield return new($"{Is(4)}{Mode(outer)} over {Is(2)}{Mode(inner)} of {Is(1)}f", 2, false, outer || inner, !outer || !inner,
                        f => around(second(Subject.Folded(middle(first(within(f)))))));
                    if (traced == 7)
                        yield return new($"optimized {Mode(outer)} over traced {Mode(inner)} of traced f", 2, false, outer || inner, !outer || !inner,
                            f => Optimized(second(Subject.Folded(Traced(first(Traced(f)))))));
                }
    }

    // The transforms of Function, which work on the graphs of its paths.
    static IEnumerable<Nesting> Derived()
    {
        static Value Folded(Value x, Value gradient, Value hessian) => Ad.MatMul(Ad.Cos(gradient), hessian);
        yield return new("function's gradient", 1, false, false, true, f => x => Call(Function(f).Gradient(), x));
        yield return new("function's gradient, traced", 1, false, false, true, f => Traced(x => Call(Function(f).Gradient(), x)));
        yield return new("function's forward Jacobian", 1, false, true, false, f => x => Call(Function(f).Jacobian(new JacobianOptions { Mode = DifferentiationMode.Forward }), x));
        yield return new("function's reverse Jacobian", 1, false, false, true, f => x => Call(Function(f).Jacobian(new JacobianOptions { Mode = DifferentiationMode.Reverse }), x));
        yield return new("function's tangents", 1, false, true, false, f => x => Ad.Stack([.. Unit(x).Select(e => Part(Function(f).Jvp().Call(x, e), "Tangent"))]));
        yield return new("function's cotangent", 1, false, false, true, f => x => Call(Function(f).Vjp(), x, 1.0));
        yield return new("function's forward Hessian", 2, false, true, true, f => x => Folded(x, Call(Function(f).Gradient(), x), Call(Function(f).Hessian(new JacobianOptions { Mode = DifferentiationMode.Forward }), x)));
        yield return new("function's reverse Hessian", 2, false, false, true, f => x => Folded(x, Call(Function(f).Gradient(), x), Call(Function(f).Hessian(new JacobianOptions { Mode = DifferentiationMode.Reverse }), x)));
        yield return new("function's gradient of its gradient", 2, false, false, true, f => x => Call(Function(Subject.Folded(y => Call(Function(f).Gradient(), y))).Gradient(), x));
    }

    static IEnumerable<Nesting> Mapped()
    {
        Nesting Of(string name, int order, bool forward, bool reverse, Func<Map, Map> apply) => new(name, order, true, forward, reverse, apply);
        yield return Of("vmap", 0, false, false, Vmap);
        yield return Of("vmap of traced", 0, false, false, f => Vmap(Traced(f)));
        yield return Of("traced vmap of traced", 0, false, false, f => Traced(Vmap(Traced(f))));
        yield return Of("optimized vmap", 0, false, false, f => Optimized(Vmap(f)));
        yield return Of("function's vmap", 0, false, false, f => x => Call(Function(f).Vmap(), x));
        yield return Of("vmap within vmap", 0, false, false, f => x => Ad.Reshape(Vmap(Vmap(f))(Ad.Reshape(x, x.Type.Shape.Prepend(1))), new Shape(x.Count)));
        yield return Of("vmap of vmap, each of one item", 0, false, false, f => x => Ad.Reshape(Vmap(Vmap(f))(Ad.Reshape(x, new Shape(x.Count, 1, x.Shape[1]))), new Shape(x.Count)));

        yield return Of("vmap of gradient", 1, false, true, f => Vmap(Gradient(f)));
        yield return Of("vmap of gradient of traced", 1, false, true, f => Vmap(Gradient(Traced(f))));
        yield return Of("vmap of traced gradient of traced", 1, false, true, f => Vmap(Traced(Gradient(Traced(f)))));
        yield return Of("traced vmap of gradient of traced", 1, false, true, f => Traced(Vmap(Gradient(Traced(f)))));
        yield return Of("function's gradient's vmap", 1, false, true, f => x => Call(Function(f).Gradient().Vmap(), x));
        yield return Of("gradient of sum of vmap", 1, false, true, f => Gradient(Summed(Vmap(f))));
        yield return Of("gradient of sum of vmap of traced", 1, false, true, f => Gradient(Summed(Vmap(Traced(f)))));
        yield return Of("traced gradient of sum of traced vmap", 1, false, true, f => Traced(Gradient(Summed(Traced(Vmap(f))))));
        yield return Of("function's gradient of sum of function's vmap", 1, false, true, f => x => Call(Function(y => Ad.Sum(Call(Function(f).Vmap(), y))).Gradient(), x));
        yield return Of("gradient of sum of vmap within vmap", 1, false, true, f => Gradient(Summed(x => Vmap(Vmap(f))(Ad.Reshape(x, x.Type.Shape.Prepend(1))))));
        yield return Of("vmap of forward Jacobian", 1, true, false, f => Vmap(Forward(f)));
        yield return Of("vmap of traced forward Jacobian of traced", 1, true, false, f => Vmap(Traced(Forward(Traced(f)))));
        yield return Of("forward Jacobian of sum of vmap", 1, true, false, f => Forward(Summed(Vmap(f))));
        yield return Of("function's forward Jacobian's vmap", 1, true, false, f => x => Call(Function(f).Jacobian(new JacobianOptions { Mode = DifferentiationMode.Forward }).Vmap(), x));
    }

    static IEnumerable<Nesting> MappedSecond()
    {
        Nesting Of(string name, bool forward, bool reverse, Func<Map, Map> apply) => new(name, 2, true, forward, reverse, apply);
        yield return Of("vmap of reverse over reverse", false, true, f => Vmap(Gradient(Subject.Folded(Gradient(f)))));
        yield return Of("vmap of forward over reverse", true, true, f => Vmap(Forward(Subject.Folded(Gradient(f)))));
        yield return Of("vmap of reverse over forward", true, true, f => Vmap(Gradient(Subject.Folded(Forward(f)))));
        yield return Of("vmap of forward over forward", true, false, f => Vmap(Forward(Subject.Folded(Forward(f)))));
        yield return Of("reverse over vmap of reverse", false, true, f => Gradient(Subject.Folded(Vmap(Gradient(f)))));
        yield return Of("reverse over reverse over vmap", false, true, f => Gradient(Subject.Folded(Gradient(Summed(Vmap(f))))));
        yield return Of("forward over reverse over vmap", true, true, f => Forward(Subject.Folded(Gradient(Summed(Vmap(f))))));
        yield return Of("traced reverse over traced vmap of traced reverse of traced f", false, true, f => Traced(Gradient(Subject.Folded(Traced(Vmap(Traced(Gradient(Traced(f)))))))));
    }

    static Map Summed(Map f) => x => Ad.Sum(f(x));

    static IEnumerable<Tensor> Unit(Value x) => Enumerable.Range(0, x.Count).Select(i => Laws.Numeric.Tensor(x.Type, [.. Enumerable.Range(0, x.Count).Select(k => k == i ? 1.0 : 0)]));

    static Value Part(object? tree, string name) => (Value)((System.Collections.IDictionary)tree!)[name]!;
}
