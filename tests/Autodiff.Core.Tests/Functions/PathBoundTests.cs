using Autodiff.Core.Tests.Laws;
using Autodiff.Core.Tests.Xla.Child;
using Autodiff.Functions;
using Autodiff.Tracing;

namespace Autodiff.Core.Tests.Functions;

/// <summary>Functions that have too many paths, contradict themselves, or fail.</summary>
public class PathBoundTests
{
    static double Number(object? x) => Numeric.Doubles((Value)x!)[0];

    static bool Is(Value x) => DynamicAnswers.Truth(x);

    // The number of steps depends on the argument: one path for each number.
    static Value Steps(Value x)
    {
        var y = x;
        while (Is(Ad.Greater(y, 1))) y -= 1;
        return y * x;
    }

    [Fact]
    public void Beyond_64_paths_one_warning_is_given_and_nothing_more_is_kept()
    {
        int runs = 0;
        var f = Function.Of("steps", ["x"], (Func<Value, Value>)(x =>
        {
            runs++;
            return Steps(x);
        }));
        var printed = new Printed();
        using (printed.Collect())
        {
            for (int i = 0; i < 100; i++) Assert.Equal(0.5 * (i + 0.5), Number(f.Call(i + 0.5)), 9);
            for (int i = 60; i < 70; i++) Assert.Equal(2 * (i + 0.5) - i, Number(f.Gradient().Call(i + 0.5)), 9);
        }
        string warning = Assert.Single(printed.Warnings);
        Assert.Contains("steps has taken 64 different paths through its conditions", warning, StringComparison.Ordinal);
        Assert.Contains("Ad.WhileLoop", warning, StringComparison.Ordinal);
        Assert.Contains("Ad.WhileLoop", warning, StringComparison.Ordinal);
        Assert.Equal(100 + 6, runs);
        Assert.Equal(64, Assert.Single(f.Signatures).Paths);
        // Paths that are not kept leave nothing behind.
        var numbers = f.Root.Entries[0].Paths.Numbers;
        int count = numbers.Count;
        for (int i = 70; i < 80; i++) f.Call(i + 0.25);
        Assert.Equal(count, numbers.Count);
    }

    [Fact]
    public void Ten_thousand_conditions_in_one_call_are_an_error_that_says_NaN()
    {
        var f = Function.Of(x =>
        {
            var y = x;
            while (!Is(Ad.Greater(y, 1))) y += y;
            return y;
        });
        Assert.Equal(1.5, Number(f.Call(0.75)));
        foreach (var g in (Function[])[f, f.Gradient()])
        {
            var e = Assert.Throws<AdException>(() => g.Call(double.NaN));
            Assert.Equal("TooManyConditions", e.Id);
            Assert.Contains("10,000 conditions", e.Message, StringComparison.Ordinal);
            Assert.Contains("NaN with 1 (a comparison with NaN is false", e.Message, StringComparison.Ordinal);
            Assert.Contains("Ad.WhileLoop", e.Message, StringComparison.Ordinal);
        }
        Assert.DoesNotContain("NaN", Assert.Throws<AdException>(() => f.Call(0.0)).Message, StringComparison.Ordinal);
        Assert.Equal(1.5, Number(f.Call(0.75)));
        Assert.Same(EvaluationTrace.Instance, Trace.Current);
    }

    [Fact]
    public void A_recursion_without_end_is_an_error()
    {
        Function? f = null;
        f = Function.Of("again", ["x"], (Func<Value, Value>)(x => (Value)f!.Call(x + 1)!));
        Exception? there = null;
        // A small stack overflows quickly.
        var thread = new Thread(() => there = Record.Exception(() => f.Call(1.0)), 1 << 20);
        thread.Start();
        thread.Join();
        Assert.Contains("again is traced inside other traced code", Assert.IsType<AdException>(there).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_body_that_calls_itself_is_an_error()
    {
        foreach (var again in (Func<Body, Value, object?>[])[
            (f, x) => Ad.Cond(Ad.Greater(x, 0), f, (Func<Value, Value>)(y => y), x - 1),
            (f, x) => Ad.Switch(Ad.Cast(x, DType.I32), [f, (Func<Value, Value>)(y => y)], x),
            (f, x) => Ad.ForLoop(0, 3, (Func<Value, Value, Value>)((_, y) => (Value)f.Invoke([y])!), x),
            (f, x) => Ad.WhileLoop((Func<Value, Value>)(y => Ad.Less(y, 3)), f, x),
            (f, x) => Ad.Scan((Func<Value, Value, Value>)((y, _) => (Value)f.Invoke([y])!), x, Tensor.Of(1.0, 2)),
            (f, x) => Ad.Checkpoint(f, x)])
        {
            Func<Value, Value>? f = null;
            f = x => (Value)again(f!, x)!;
            Says.Error("TooDeep … is traced inside other traced code more than … Ad.WhileLoop", () => Function.Of(f).Call(0.5));
            Says.Error("TooDeep", () => Function.Of(f).Gradient().Call(0.5));
            Says.Error("TooDeep", () => f(0.5));
            Assert.Same(EvaluationTrace.Instance, Trace.Current);
        }
    }

    [Fact]
    public void A_loop_without_end_is_an_error_of_the_trace_and_of_what_writes_calls_out()
    {
        string home = Directory.CreateTempSubdirectory("ad-bound-").FullName;
        var limited = ChildProcess.Run(home, ["endless"], ("AUTODIFF_MAX_OPERATIONS", "1000"));
        Assert.Equal(3, limited.ExitCode);
        Assert.StartsWith("TooManyOperations: The traced code has more than 1,000 operations, the limit of $env:AUTODIFF_MAX_OPERATIONS.", limited.Output, StringComparison.Ordinal);
        // 200 MiB hold less than ten million operations.
        var small = ChildProcess.Run(home, ["endless"], ("DOTNET_GCHeapHardLimit", "C800000"));
        Assert.Equal(3, small.ExitCode);
        Assert.Contains("operations, which take half of the memory that was free.", small.Output, StringComparison.Ordinal);
        var doubled = ChildProcess.Run(home, ["doubled"], ("AUTODIFF_MAX_OPERATIONS", "1000000"));
        Assert.Equal(3, doubled.ExitCode);
        Assert.Contains("more than 1,000,000 operations", doubled.Output, StringComparison.Ordinal);
        Directory.Delete(home, true);
    }

    [Fact]
    public void A_function_that_contradicts_itself_is_warned_of_once_and_then_not_kept()
    {
        int runs = 0;
        var f = Function.Of("counter", ["x"], (Func<Value, Value>)(x => Is(Ad.Greater(x, 1e-3 * runs++)) ? x * x : -x));
        var printed = new Printed();
        using (printed.Collect())
            for (int i = 0; i < 10; i++)
            {
                Assert.Equal(4, Number(f.Call(2.0)));
                Assert.Equal(3, Number(f.Call(-3.0)));
                Assert.Equal(4, Number(f.Gradient().Call(2.0)));
            }
        string warning = Assert.Single(printed.Warnings);
        Assert.Contains("not deterministic", warning, StringComparison.Ordinal);
        Assert.Equal(0, Assert.Single(f.Signatures).Paths);
        // Two contradictions. From then on each call is traced.
        int before = runs;
        for (int i = 0; i < 5; i++) f.Call(2.0);
        Assert.Equal(before + 5, runs);
    }

    [Fact]
    public void A_condition_that_comes_and_goes_is_a_contradiction_too()
    {
        int runs = 0;
        var f = Function.Of("sometimes", ["x"], (Func<Value, Value>)(x =>
        {
            bool first = Is(Ad.Greater(x, 0));
            return first || runs++ % 2 == 1 || Is(Ad.Greater(x, -1)) ? x : -x;
        }));
        var printed = new Printed();
        using (printed.Collect())
        {
            f.Call(1.0);
            Assert.Equal(-0.5, Number(f.Call(-0.5)));
            Assert.Equal(-2, Number(f.Call(-2.0)));
        }
        string warning = Assert.Single(printed.Warnings);
        Assert.StartsWith("sometimes ", warning, StringComparison.Ordinal);
        Assert.Contains("condition 'gt'", warning, StringComparison.Ordinal);
    }

    [Fact]
    public void An_exception_of_the_users_own_leaves_no_path_and_passes_through()
    {
        int runs = 0;
        var inner = Function.Of(x => Is(Ad.Greater(x, 3)) ? throw new InvalidDataException("too much") : x * x);
        var f = Function.Of(x =>
        {
            runs++;
            return Is(Ad.Greater(x, 0)) ? (Value)inner.Call(x)! : -x;
        });
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal("too much", Assert.Throws<InvalidDataException>(() => f.Call(4.0)).Message);
            Assert.Throws<InvalidDataException>(() => f.Gradient().Call(5.0));
            Assert.Same(EvaluationTrace.Instance, Trace.Current);
            Assert.Empty(f.Signatures);
        }
        Assert.Equal(6, runs);
        Assert.Equal(4, Number(f.Call(2.0)));
        Assert.Throws<InvalidDataException>(() => f.Call(4.0));
        Assert.Equal(1, Assert.Single(f.Signatures).Paths);
        Assert.Equal(1, Number(f.Call(-1.0)));
        Assert.Equal(4, Number(f.Gradient().Call(2.0)));
        Assert.Equal(9, runs);
        // A function may catch another's exception. That is a path too.
        var caught = Function.Of(x =>
        {
            try
            {
                return (Value)inner.Call(x)!;
            }
            catch (InvalidDataException)
            {
                return 100 * x;
            }
        });
        foreach (double x in (double[])[2, 4, 2, 4]) Assert.Equal(x > 3 ? 100 * x : x * x, Number(caught.Call(x)));
        Assert.Equal(2, Assert.Single(caught.Signatures).Paths);
    }

    // The error is not kept. If it occurs again inside a trace, that trace fails too.
    [Fact]
    public void A_transform_that_fails_fails_each_time_and_each_trace()
    {
        var vector = Function.Of(x => x * Tensor.Of(1.0, 2)).Gradient();
        for (int i = 0; i < 2; i++) Assert.Equal("NotScalar", Assert.Throws<AdException>(() => vector.Call(2.0)).Id);
        var swallows = Function.Of(x =>
        {
            try
            {
                return (Value)vector.Call(x)!;
            }
            catch (AdException)
            {
                return x;
            }
        });
        for (int i = 0; i < 2; i++) Assert.Equal("NotScalar", Assert.Throws<AdException>(() => swallows.Call(2.0)).Id);
    }

    [Fact]
    public void What_is_kept_is_bounded()
    {
        int runs = 0;
        var f = Function.Of(x =>
        {
            runs++;
            return Ad.Sum(x * x);
        });
        for (int n = 1; n <= 300; n++) Assert.Equal(n, Number(f.Call(Ad.Ones(n))));
        Assert.Equal(300, runs);
        Assert.Equal(256, f.Signatures.Count);
        f.Call(Ad.Ones(300));
        Assert.Equal(300, runs);
        f.Call(Ad.Ones(1));
        Assert.Equal(301, runs);

        // One transform for each batch size, of the same path.
        var square = Function.Of(x => x * x);
        var mapped = square.Gradient().Vmap();
        for (int n = 1; n <= 200; n++) Assert.Equal(n, ((Tensor)mapped.Call(Ad.Ones(n))!).Size);
        var leaf = Assert.Single(square.Root.Traced());
        var gradient = Assert.Single(leaf.Derived(_ => true));
        Assert.Equal(64, gradient.Derived(_ => true).Count());
    }
}
