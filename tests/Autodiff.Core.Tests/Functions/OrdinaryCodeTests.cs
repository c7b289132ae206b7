using Autodiff.Core.Tests.Control;

namespace Autodiff.Core.Tests.Functions;

/// <summary>Ordinary code with conditions on traced values agrees with plain arithmetic, also its derivatives. Each path is traced once.</summary>
public class OrdinaryCodeTests
{
    static readonly Dictionary<string, OrdinaryCode> code = OrdinaryCode.All.ToDictionary(c => c.Name);

    public static TheoryData<string> Names => [.. code.Keys];

    [Theory, MemberData(nameof(Names))]
    public void It_computes_and_is_differentiated_as_it_stands(string name)
    {
        var c = code[name];
        int runs = 0;
        var f = Function.Of(x =>
        {
            runs++;
            return c.Code(new(x)).Value;
        });
        foreach (double x in c.At) Check(c, f, x);
        // The same paths in another order need no new trace.
        int traced = runs;
        foreach (double x in c.At.Reverse()) Check(c, f, x);
        Assert.Equal(traced, runs);
        Assert.InRange(traced, 1, c.At.Length);
        Assert.Equal(traced, Assert.Single(f.Signatures).Paths);
        Graphs.WellFormed.Traced(f, f.Gradient(), f.Hessian(), f.Gradient().Gradient(), f.Jacobian(new JacobianOptions { Mode = DifferentiationMode.Forward }), f.Jvp(), f.Vjp());
    }

    [Theory, MemberData(nameof(Names))]
    public void Within_a_function_it_is_a_call(string name)
    {
        var c = code[name];
        var inner = Function.Of(x => c.Code(new(x)).Value);
        var f = Function.Of(x => (Value)inner.Call(x)! * x);
        foreach (double x in (double[])[.. c.At, .. c.At])
        {
            var expected = c.Plain(new(x, 1)) * new Jet(x, 1);
            Close(expected.Value, f.Call(x));
            Close(expected.First, f.Gradient().Call(x));
            Close(expected.Second, f.Hessian().Call(x));
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Under_transforms_of_values_its_conditions_are_those_of_the_function_around(string name)
    {
        var c = code[name];
        Map f = x => c.Code(new(x)).Value;
        Map[] first = [Derivatives.Gradient(f), Derivatives.Forward(f), Derivatives.Gradient(Derivatives.Traced(f)), Derivatives.Traced(Derivatives.Gradient(f)), Derivatives.Traced(Derivatives.Forward(Derivatives.Traced(f)))];
        Map[] second = [Derivatives.Gradient(Derivatives.Gradient(f)), Derivatives.Forward(Derivatives.Gradient(f)), Derivatives.Traced(Derivatives.Gradient(Derivatives.Traced(Derivatives.Forward(Derivatives.Traced(f)))))];
        foreach (double x in (double[])[.. c.At, .. c.At])
        {
            var expected = c.Plain(new(x, 1));
            foreach (var g in first) Close(expected.First, g(x));
            foreach (var g in second) Close(expected.Second, g(x));
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Its_conditions_hold_for_all_items_that_are_mapped(string name)
    {
        var c = code[name];
        var f = Function.Of("f", ["x", "w"], (Func<Value, Value, Value>)((x, w) => c.Code(new(x)).Value * w * w));
        var mapped = f.Vmap(new VmapOptions { InAxes = [null, 0] });
        var gradients = f.Gradient("x").Vmap(new VmapOptions { InAxes = [null, 0] });
        foreach (double x in (double[])[.. c.At, .. c.At])
        {
            var expected = c.Plain(new(x, 1));
            Close([expected.Value, 4 * expected.Value, 9 * expected.Value], mapped.Call(x, new[] { 1.0, 2, 3 }));
            Close([expected.First, 4 * expected.First, 9 * expected.First], gradients.Call(x, new[] { 1.0, 2, 3 }));
        }
        var e = Assert.Throws<NoValueException>(() => f.Vmap().Call(c.At, c.At));
        Assert.Contains("Vmap", e.Message, StringComparison.Ordinal);
    }

    static void Check(OrdinaryCode c, Function f, double x)
    {
        var expected = c.Plain(new(x, 1));
        Close(expected.Value, f.Call(x));
        Close(expected.First, f.Gradient().Call(x));
        Close(expected.Second, f.Hessian().Call(x));
        Close(expected.Second, f.Gradient().Gradient().Call(x));
        Close(expected.First, f.Jacobian(new JacobianOptions { Mode = DifferentiationMode.Forward }).Call(x));
        Close(2 * expected.First, ((System.Collections.IDictionary)f.Jvp().Call(x, 2.0)!)["Tangent"]);
        Close(2 * expected.First, f.Vjp().Call(x, 2.0));
    }

    static void Close(double expected, object? actual) => Close([expected], actual);

    static void Close(double[] expected, object? actual) =>
        Assert.Equal(expected, Laws.Numeric.Doubles((Value)actual!), (e, a) => e.Equals(a) || Math.Abs(e - a) <= 1e-11 * Math.Max(1, Math.Abs(e)));
}
