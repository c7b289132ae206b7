namespace Autodiff.Core.Tests.Functions;

/// <summary>Ordinary C# conditions on traced values, as in script blocks.</summary>
public class PathTests
{
    static double Number(object? x) => Convert.ToDouble(((Tensor)x!).Item(), System.Globalization.CultureInfo.InvariantCulture);

    static bool Is(Value x) => DynamicAnswers.Truth(x);

    [Fact]
    public void A_branch_is_traced_once_a_path()
    {
        int runs = 0;
        var f = Function.Of(x =>
        {
            runs++;
            return Is(Ad.Greater(x, 0)) ? x * x : -3 * x;
        }).Gradient();
        foreach (double x in (double[])[-2, 5, -1, 3, 7, -4]) Assert.Equal(x > 0 ? 2 * x : -3, Number(f.Call(x)));
        Assert.Equal(2, runs);
    }

    [Fact]
    public void A_while_loop_has_a_gradient_and_a_second()
    {
        var f = Function.Of(a =>
        {
            Value y = a;
            while (Is(Ad.Greater(Ad.Multiply(y * y - a, y * y - a), 1e-20))) y = 0.5 * (y + a / y);
            return y;
        });
        foreach (double a in (double[])[2, 9, 0.3])
        {
            Assert.Equal(Math.Sqrt(a), Number(f.Call(a)), 9);
            Assert.Equal(0.5 / Math.Sqrt(a), Number(f.Gradient().Call(a)), 9);
            Assert.Equal(-0.25 * Math.Pow(a, -1.5), Number(f.Gradient().Gradient().Call(a)), 6);
            Assert.Equal(-0.25 * Math.Pow(a, -1.5), Number(f.Hessian().Call(a)), 6);
        }
    }

    [Fact]
    public void Conditions_of_a_called_function_become_those_of_its_caller()
    {
        int inner = 0, outer = 0;
        var relu = Function.Of(v =>
        {
            inner++;
            return Is(Ad.Greater(v, 0)) ? v * v : 0.1 * v;
        });
        var f = Function.Of(x =>
        {
            outer++;
            return (Value)relu.Call(x)! + (Value)relu.Call(x - 1)! * 2;
        });
        double Relu(double v) => v > 0 ? v * v : 0.1 * v;
        foreach (double x in (double[])[2.3, 0.4, -0.4, -2.3, 3, 0.5, -1]) Assert.Equal(Relu(x) + 2 * Relu(x - 1), Number(f.Call(x)), 12);
        Assert.Equal((2, 3), (inner, outer));
    }

    [Fact]
    public void A_function_that_captures_a_tracer_is_differentiated_right()
    {
        var f = Function.Of(x =>
        {
            var g = Function.Of(y => Is(Ad.Greater(x * y, 1)) ? x * y : y);
            return (Value)g.Call(x + 0.2)! * x;
        }).Gradient();
        foreach (double x in (double[])[2, 0.5]) Assert.Equal(x * (x + 0.2) > 1 ? 3 * x * x + 0.4 * x : 2 * x + 0.2, Number(f.Call(x)), 9);
    }

    [Fact]
    public void Perturbations_are_not_confused()
    {
        var f = Function.Of(x =>
        {
            var g = Function.Of(y => x + y).Gradient();
            return x * (Value)g.Call(1.0)!;
        }).Gradient();
        Assert.Equal(1.0, Number(f.Call(2.0)));
    }

    [Fact]
    public void A_for_loop_has_a_gradient()
    {
        var f = Function.Of(x => (Value)Ad.ForLoop(0, 2, (Func<Value, Value, Value>)((i, c) => c * x), 1.0)!).Gradient();
        Assert.Equal(4.0, Number(f.Call(2.0)));
    }

    [Fact]
    public void A_condition_in_a_loop_body_on_an_outer_value_is_a_condition_of_the_function()
    {
        var f = Function.Of(x => (Value)Ad.ForLoop(0, 4, (Func<Value, Value, Value>)((i, c) => Is(Ad.Greater(x, 0)) ? c * x : c + x * x), 1.5)!).Gradient();
        Assert.Equal(6 * 8, Number(f.Call(2.0)), 9);
        Assert.Equal(8 * -1.5, Number(f.Call(-1.5)), 9);
    }

    [Fact]
    public void A_condition_on_a_carry_names_the_cure()
    {
        var f = Function.Of(x => (Value)Ad.ForLoop(0, 4, (Func<Value, Value, Value>)((i, c) => Is(Ad.Greater(c, 0)) ? c * x : c), 1.5)!);
        var e = Assert.Throws<NoValueException>(() => f.Call(2.0));
        Assert.Contains("the carry of ForLoop", e.Message, StringComparison.Ordinal);
        Assert.Contains("Ad.WhileLoop", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Mapping_over_a_condition_names_the_cure_and_unmapped_conditions_hold()
    {
        var f = Function.Of("f", ["x", "k"], (Func<Value, Value, Value>)((x, k) => Is(Ad.Greater(k, 0)) ? x * k : x));
        var mapped = f.Vmap(new VmapOptions { InAxes = [0, null] });
        Assert.Equal([2.0, 4.0], (double[])((Tensor)mapped.Call(new[] { 1.0, 2.0 }, 2.0)!).Data);
        Assert.Equal([1.0, 2.0], (double[])((Tensor)mapped.Call(new[] { 1.0, 2.0 }, -2.0)!).Data);
        Assert.Throws<NoValueException>(() => f.Vmap(new VmapOptions { InAxes = [null, 0] }).Call(1.0, new[] { 1.0, 2.0 }));
    }

    [Fact]
    public void A_failure_is_sticky()
    {
        var f = Function.Of(x =>
        {
            try
            {
                return x + Tensor.Of(1.0, 2.0) + Tensor.Of(1.0, 2.0, 3.0);
            }
            catch (AdException)
            {
                return x;
            }
        });
        Assert.Contains("[2] and [3]", Assert.Throws<AdException>(() => f.Call(1.0)).Message, StringComparison.Ordinal);
        Assert.Same(Autodiff.Tracing.EvaluationTrace.Instance, Autodiff.Tracing.Trace.Current);
    }

    [Fact]
    public async Task Eight_threads_trace_a_signature_once()
    {
        int runs = 0;
        var f = Function.Of(x =>
        {
            Interlocked.Increment(ref runs);
            Thread.Sleep(50);
            return x * x;
        }).Gradient();
        var all = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => Number(f.Call((double)i)))));
        Assert.Equal(Enumerable.Range(0, 8).Select(i => 2.0 * i), all);
        Assert.Equal(1, runs);
    }

    [Fact]
    public void The_64th_path_is_the_last_one_kept()
    {
        int runs = 0;
        var f = Function.Of(x =>
        {
            runs++;
            var y = x;
            while (Is(Ad.Greater(y, 1))) y = y - 1;
            return y * x;
        });
        for (int i = 0; i < 70; i++) Assert.Equal((i + 0.5) * 0.5, Number(f.Call(i + 0.5)), 9);
        Assert.Equal(70, runs);
        for (int i = 0; i < 64; i++) f.Call(i + 0.5);
        Assert.Equal(70, runs);
        f.Call(68.5);
        Assert.Equal(71, runs);
    }
}
