using Autodiff.Core.Tests.Laws;
using Autodiff.Functions;

namespace Autodiff.Core.Tests.Control;

/// <summary>Prints are kept in order, and appear once for each run of the user's code.</summary>
public class PrintTests
{
    static readonly Tensor x = Tensor.Of(0.3, -0.8, 1.2);

    static string[] Of(Action f)
    {
        var printed = new Printed();
        using (printed.Collect()) f();
        return [.. printed.Lines];
    }

    static Value Three(Value v)
    {
        Flow.Print("a {0}", Ad.Sum(v));
        var y = Flow.Print("b {0}", Ad.Sum(v * v));
        Flow.Print("a {0}", Ad.Sum(v));
        return y;
    }

    [Fact]
    public void It_is_kept_and_in_order_and_never_merged()
    {
        string[] three = ["a 0.7", "b 2.17", "a 0.7"];
        Assert.Equal(three, Of(() => Three(x)));
        var f = Function.Of(Three);
        for (int i = 0; i < 3; i++) Assert.Equal(three, Of(() => f.Call(x)));
        Assert.Equal(three, Of(() => f.Gradient().Call(x)));
        Assert.Equal(three, Of(() => f.Hessian().Call(x)));
        Assert.Equal(three, Of(() => f.Jacobian(new JacobianOptions { Mode = DifferentiationMode.Forward }).Call(x)));
        Assert.Equal(three, Of(() => f.Jacobian(new JacobianOptions { Mode = DifferentiationMode.Reverse }).Call(x)));
        Assert.Equal(three, Of(() => f.Jvp().Call(x, x)));
        Assert.Equal([.. three, .. three], Of(() => Function.Of(v => (Value)f.Call(v)! + (Value)f.Call(v)!).Call(x)));
    }

    [Fact]
    public void Each_step_of_a_loop_prints()
    {
        Value F(Value v) => Flow.For(0, 3, (i, c) => Flow.Print("{0}", i + 0) * 0 + c * v * Ad.Exp(Ad.Max(x)), Ad.Sum(v));
        string[] three = ["0", "1", "2"];
        Assert.Equal(three, Of(() => F(2.0)));
        Assert.Equal(three, Of(() => Derivatives.Call(Function.Of(F), 2.0)));
        // The invariant factor is computed before the loop, and must print nothing there.
        Assert.Equal(three, Of(() => Derivatives.Gradient(F)(2.0)));
        Assert.Equal(three, Of(() => Derivatives.Call(Function.Of(F).Gradient(), 2.0)));
        Assert.Equal(three, Of(() => Derivatives.Call(Function.Of(F).Hessian(), 2.0)));
        Value Inside(Value v) => Flow.Repeat(2, c => c * Flow.Cond(Ad.Less(v, 0), a => a, a => Ad.Exp(Flow.Print("k", a)), v), v);
        Assert.Equal(["k", "k"], Of(() => Derivatives.Gradient(Inside)(2.0)));
    }

    // As in JAX (test_remat_of_debug_print of tests/debugging_primitives_test.py).
    [Fact]
    public void What_is_computed_again_prints_again()
    {
        Map f = v => Ad.Sum(Flow.Checkpoint(a => Ad.Sin(Flow.Print("again", a)), v));
        Assert.Equal(["again"], Of(() => f(x)));
        Assert.Equal(["again", "again"], Of(() => Derivatives.Gradient(f)(x)));
    }

    [Fact]
    public void The_gradient_that_a_user_gives_prints_backwards()
    {
        Map f = v => Ad.Sum((Value)Ad.CustomGradient(Flow.Body(a => new object?[] { Flow.Print("forward", a), a }), Flow.Body((r, ct) => Flow.Print("backward {0}", ct)), v)!);
        Assert.Equal(["forward"], Of(() => f(x)));
        Assert.Equal(["forward", "backward [1. 1. 1.]"], Of(() => Derivatives.Gradient(f)(x)));
        Assert.Equal(["forward", "backward [1. 1. 1.]"], Of(() => Derivatives.Call(Function.Of(v => f(v)).Gradient(), x)));
    }

    // Conditions are evaluated during the trace and during walks, so their operands are computed more than once.
    [Fact]
    public void What_a_condition_depends_on_prints_once_and_in_order()
    {
        var shown = Function.Of(v => Flow.Print("called", v * 2));
        var f = Function.Of(v =>
        {
            Flow.Print("first", v);
            var y = (Value)shown.Call(v)!;
            var z = Flow.Cond(Ad.Less(y, 10), a => Flow.Print("small", a), a => Flow.Print("large", a), y);
            var test = Flow.Repeat(2, c => Flow.Print("step", c) + z, z);
            return DynamicAnswers.Truth(Ad.Greater(test, 0)) ? Flow.Print("positive", test) : Flow.Print("negative", -test);
        });
        string[] Expected(double x) => ["first", "called", 2 * x < 10 ? "small" : "large", "step", "step", x > 0 ? "positive" : "negative"];
        foreach (double x in (double[])[1, 1, -2, 20, 1, -2, 20, -3]) Assert.Equal(Expected(x), Of(() => f.Call(x)));
        foreach (double x in (double[])[1, -2, 20, 1]) Assert.Equal(Expected(x), Of(() => f.Gradient().Call(x)));
        foreach (double x in (double[])[1, -2, 20, 1]) Assert.Equal(Expected(x), Of(() => f.Hessian().Call(x)));
        var outer = Function.Of(v => (Value)f.Call(v)! * 2);
        foreach (double x in (double[])[1, -2, 20, 1]) Assert.Equal(Expected(x), Of(() => outer.Call(x)));
    }

    [Fact]
    public void A_condition_in_a_loop_body_on_what_prints_outside_prints_once()
    {
        var shown = Function.Of(v => Flow.Print("called", v * 2));
        var f = Function.Of(v =>
        {
            var y = (Value)shown.Call(v)!;
            return Flow.For(0, 3, (i, c) => DynamicAnswers.Truth(Ad.Greater((Value)shown.Call(v)!, 0)) ? c * y : c, 1.0);
        });
        foreach (double x in (double[])[2, -2, 2]) Assert.Equal(["called", "called", "called", "called"], Of(() => f.Call(x)));
    }
}
