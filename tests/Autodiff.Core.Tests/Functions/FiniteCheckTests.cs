using Autodiff.Core.Tests.Control;
using Autodiff.Core.Tests.Laws;
using Autodiff.Core.Tests.Xla;

namespace Autodiff.Core.Tests.Functions;

/// <summary>With CheckNaN the operation that makes a NaN or an infinity is an error.</summary>
public class FiniteCheckTests
{
    const double Inf = double.PositiveInfinity;

    static readonly CompileOptions checks = new() { Backend = Backend.Managed, CheckNaN = true };

    static void Fails(string expected, Function f, params object?[] x)
    {
        var compiled = f.Compile(checks);
        Says.Error(expected, () => compiled.Call(x));
        Says.Error(expected, () => compiled.Invoke(x));
    }

    [Fact]
    public void The_operation_that_makes_it_is_named_wherever_it_is()
    {
        Fails("NotFinite … log makes -Infinity of 0, in f (CheckNaN)", Function.Of(x => Ad.Exp(Ad.Log(x))), 0.0);
        Fails("NotFinite … log makes NaN of -1, in f", Function.Of(x => Ad.ArgMax(Ad.Log(x))), -1.0);
        Fails("NotFinite … div makes NaN (element 1 of f64[2]) of 0 and 0", Function.Of(x => x / x), Tensor.Of(1.0, 0));
        Fails("NotFinite … exp makes Infinity of 1000", Function.Of(x => 1 / Ad.Exp(x)), 1000.0);
        // In a loop, in the branch that is taken, in a function that is called, and in a derivative.
        Fails("NotFinite … log makes -Infinity of 0", Function.Of(x => Flow.Repeat(3, c => Ad.Maximum(Ad.Log(c), -1), x)), 1.0);
        Fails("NotFinite … log makes", Function.Of(x => Flow.Cond(Ad.Less(x, 1), Ad.Log, v => v, x)), 0.0);
        Fails("NotFinite … log makes", Function.Of(x => Flow.While(c => Ad.Less(c, 2), c => c + Ad.IsNaN(Ad.Log(c - 1)), x)), 0.0);
        Fails("NotFinite … log makes", Function.Of(x => Derivatives.Call(Function.Of(v => Ad.IsFinite(Ad.Log(v))), x)), 0.0);
        Fails("NotFinite … makes Infinity of", Function.Of(Ad.Sqrt).Gradient(), 0.0);
        Fails("NotFinite … gather makes NaN", Function.Of(x => Ad.Take(x, Ad.Cast(Ad.Sum(x) + 7, "i32"))), Tensor.Of(1.0, 2));
        Fails("TooManyIterations … 3 iterations", Function.Of(x => Flow.While(c => Ad.Less(c, 9), c => c + 1, x, 3)), 1.0);
    }

    [Fact]
    public void What_is_given_is_passed_on()
    {
        Value Call(Func<Value, Value> f, Value x) => (Value)Function.Of(f).Compile(checks).Call(x)!;
        Assert.Equal(Inf, Numeric.Doubles(Call(x => x + 1, Inf))[0]);
        Assert.Equal(double.NaN, Numeric.Doubles(Call(Ad.Sin, double.NaN))[0]);
        Assert.Equal(Inf, Numeric.Doubles(Call(x => Ad.Where(Ad.Less(x, 1), Inf, x), 0.0))[0]);
        Assert.Equal([0.0, 1], Numeric.Doubles(Call(x => Ad.Softmax(Ad.Where(Ad.Less(x, 1), -Inf, x)), Tensor.Of(0.0, 1))));
        // An infinite argument may make a NaN.
        Fails("NotFinite … sub makes NaN of Infinity and Infinity", Function.Of(x => x - x), Inf);
        // What cannot be seen is not looked at: code without effect, and the branch that is not taken.
        Assert.Equal(2, Numeric.Doubles(Call(x => { _ = Ad.Log(x); return x + 2; }, 0.0))[0]);
        Assert.Equal(0, Numeric.Doubles(Call(x => Flow.Cond(Ad.Less(x, 1), v => v, Ad.Log, x), 0.0))[0]);
    }

    // What these compute is finite by their own care, and none of their operations makes what is thrown away.
    [Fact]
    public void Careful_functions_are_not_refused()
    {
        Func<Value, Value>[] functions = [x => Ad.Norm(x), x => Ad.Std(x), x => Ad.LogSumExp(x), x => Ad.Sum(Ad.Softmax(x)), x => Ad.Sum(Ad.Abs(x)), x => Ad.Sum(Ad.Elu(x)), x => Ad.Sum(Ad.Softplus(x)),
            x => Ad.Sum(Ad.Hypot(x, x)), x => Ad.Sum(Ad.Atan2(x, x)), x => Ad.Sum(Ad.Pow(x, 2.0)), x => Ad.Sum(Ad.LogSigmoid(x)), x => Ad.Sum(Ad.Gelu(x)), x => Ad.Max(x), x => Ad.Prod(x), x => Ad.Sum(Ad.CumProd(x))];
        foreach (var f in functions)
            foreach (var x in (Tensor[])[Tensor.Of(0.0, 0, 0), Tensor.Of(1000.0, -1000, 0), Tensor.Of(1.0, 1, 1)])
            {
                Assert.All(Numeric.Doubles((Value)Function.Of(f).Compile(checks).Call(x)!), v => Assert.True(double.IsFinite(v)));
                Assert.All(Numeric.Doubles((Value)Function.Of(f).Gradient().Compile(checks).Call(x)!), v => Assert.True(double.IsFinite(v)));
            }
    }

    [Fact]
    public void Batches_and_guards_and_prints_work()
    {
        var f = Function.Of(x => DynamicAnswers.Truth(Ad.Less(x, 1)) ? x * 2 : 1 / (x - 3));
        var results = new List<object?>();
        Says.Error("NotFinite … div makes Infinity of 1 and 0", () => { foreach (object? r in f.Compile(checks with { BatchSize = 2 }).Map([[0.5], [2.0], [3.0]])) results.Add(r); return null; });
        Assert.Equal([1.0, -1], results.Select(r => Numeric.Doubles((Value)r!)[0]));
        var printed = new Printed();
        using (printed.Collect()) Function.Of(x => Flow.Print("x = {0}", x)).Compile(checks).Call(1.0);
        Assert.Equal(["x = 1"], printed.Lines);
    }

    [XlaFact]
    public void On_XLA_too()
    {
        var f = Function.Of(x => Ad.Exp(Ad.Log(x)));
        var compiled = f.Compile(checks with { Backend = Backend.Xla });
        Assert.Equal(2, Numeric.Doubles((Value)compiled.Call(2.0)!)[0], 1e-12);
        Says.Error("NotFinite … log makes -Infinity of 0", () => compiled.Call(0.0));
    }
}
