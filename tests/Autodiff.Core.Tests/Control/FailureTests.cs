using Autodiff.Graphs;
using Autodiff.Tracing;
using Autodiff.Transforms;

namespace Autodiff.Core.Tests.Control;

/// <summary>A failure of traced code leaves nothing behind.</summary>
public class FailureTests
{
    static readonly Tensor x = Tensor.Of(0.3, -0.8, 1.2);

    Value? kept;

    static void Refused(Action use)
    {
        var e = Assert.Throws<AdException>(use);
        Assert.Equal("EscapedTracer", e.Id);
        Assert.Contains("a condition: a traced value (bool[])", e.Message, StringComparison.Ordinal);
        Assert.Same(EvaluationTrace.Instance, Trace.Current);
    }

    public static TheoryData<string> Births => [.. births.Keys];

    static readonly Dictionary<string, Action<Func<Value, Value>>> births = new()
    {
        ["function"] = f => Function.Of(f).Call(x),
        ["gradient"] = f => Derivatives.Gradient(v => f(v))(x),
        ["jvp"] = f => Derivatives.Forward(v => f(v))(x),
        ["vmap"] = f => Derivatives.Vmap(v => f(v))(x),
        ["branch"] = f => Ad.Cond(true, f, f, x),
        ["checkpoint"] = f => Ad.Checkpoint(f, x),
    };

    // Asking a boolean for its truth applies no operation that would refuse it.
    [Theory, MemberData(nameof(Births))]
    public void A_boolean_that_was_kept_is_no_condition(string birth)
    {
        births[birth](v =>
        {
            kept = Ad.Greater(Ad.Sum(v), 0);
            return Ad.Sum(v);
        });
        if (kept is Tensor) return;
        Refused(() => DynamicAnswers.Truth(kept!));
        Refused(() => Function.Of(v => DynamicAnswers.Truth(kept!) ? v : -v).Call(x));
    }

    [Theory, MemberData(nameof(Births))]
    public void A_boolean_of_a_trace_that_failed_is_no_condition(string birth)
    {
        Assert.Throws<NotSupportedException>(() => births[birth](v =>
        {
            kept = Ad.Greater(Ad.Sum(v), 0);
            throw new NotSupportedException();
        }));
        if (kept is Tensor) return;
        Refused(() => DynamicAnswers.Truth(kept!));
    }

    [Fact]
    public void A_boolean_is_no_condition_on_another_thread()
    {
        Exception? there = null;
        Function.Of(v =>
        {
            var test = Ad.Greater(Ad.Sum(v), 0);
            var thread = new Thread(() => there = Record.Exception(() => DynamicAnswers.Truth(test)));
            thread.Start();
            thread.Join();
            return v;
        }).Call(x);
        Assert.Equal("EscapedTracer", Assert.IsType<AdException>(there).Id);
    }

    // Otherwise later equations would get the line of the equation that failed.
    [Fact]
    public void A_replay_that_fails_leaves_no_line_behind()
    {
        var a = new Variable(null, x.Type, 0);
        var b = new Variable(null, x.Type, 1);
        var misfit = new Graph([a], [new(new Add(), [a, Tensor.Of(1.0, 2)], b, 7)], [b], 2);
        Assert.Throws<AdException>(() => Interpreter.Run(misfit, [x]));
        Assert.Equal(0, Trace.Line);
        var nonlinear = new Graph([a], [new(new Sin(), [a], b, 9)], [b], 2);
        Assert.Throws<AdException>(() => Transposition.Backward(nonlinear, [null], [x]));
        Assert.Equal(0, Trace.Line);
    }

    [Fact]
    public void A_failure_inside_the_body_of_a_loop_is_sticky_outside_of_functions_too()
    {
        var e = Assert.Throws<AdException>(() => Flow.Repeat(2, c =>
        {
            try
            {
                return c + Tensor.Of(1.0, 2);
            }
            catch (AdException)
            {
                return c;
            }
        }, x));
        Assert.Contains("[3] and [2]", e.Message, StringComparison.Ordinal);
        Assert.Same(EvaluationTrace.Instance, Trace.Current);
    }

    static string Failed(Func<Value, Value> f) => Assert.Throws<AdException>(() => Function.Of(f).Call(x)).Message;

    static Value Swallowing(Action fail, Value result)
    {
        try
        {
            fail();
        }
        catch (Exception e) when (e is AdException or AggregateException)
        {
        }
        return result;
    }

    static void Misfit(Value v) => Ad.Add(v, Tensor.Of(1.0, 2));

    [Fact]
    public void An_error_that_is_made_and_not_thrown_is_no_failure() => Assert.Equal(2.0, Function.Of(v =>
    {
        Assert.Equal("made", new AdException("made").Message);
        return v * 2;
    }).Invoke(1.0));

    [Fact]
    public void An_error_that_says_more_takes_the_place_of_the_one_behind_it()
    {
        static void Wrapped(Value v, Func<Exception, Exception?> behind)
        {
            try
            {
                Misfit(v);
            }
            catch (AdException e)
            {
                throw new AdException("the cure", null, behind(e));
            }
        }
        Assert.Equal("the cure", Failed(v => Swallowing(() => Wrapped(v, e => e), v)));
        Assert.Equal("the cure", Failed(v => Swallowing(() => Wrapped(v, e => new InvalidOperationException("between", e)), v)));
        Assert.Contains("[3] and [2]", Failed(v => Swallowing(() => Wrapped(v, _ => null), v)), StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_failure_is_not_hidden_by_later_ones()
    {
        Assert.Contains("[3] and [2]", Failed(v => Swallowing(() => throw new AdException("later"), Swallowing(() => Misfit(v), v))), StringComparison.Ordinal);
        Assert.Contains("[3] and [2]", Failed(v => Swallowing(() => Misfit(v), v) is var y ? throw new NotSupportedException("later") : y), StringComparison.Ordinal);
    }

    [Fact]
    public void A_failure_of_another_thread_counts_where_it_is_thrown_again()
    {
        static void Elsewhere() => Task.Run(() => throw new AdException("elsewhere")).GetAwaiter().GetResult();
        Assert.Equal("elsewhere", Failed(v => Swallowing(Elsewhere, v)));
        Assert.Equal(2.0, Function.Of(v => Swallowing(() => Task.Run(() => throw new AdException("elsewhere")).Wait(), v * 2)).Invoke(1.0));
    }

    [Fact]
    public void Outside_of_a_body_nothing_is_remembered()
    {
        Swallowing(() => Misfit(x), x);
        Assert.Equal(2.0, Function.Of(v => v * 2).Invoke(1.0));
    }
}
