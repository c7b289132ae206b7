using Autodiff.Core.Tests.Laws;
using Autodiff.Tracing;
using Autodiff.Transforms;

namespace Autodiff.Core.Tests.Transforms;

/// <summary>A traced value used outside its trace is an error that says so, and leaves the traces unchanged.</summary>
public class EscapeTests
{
    static readonly Tensor x = Tensor.Of(0.5, 1.5);

    Value? kept;
    Action<Value>? meanwhile;

    public static TheoryData<string> Births => [.. births.Keys];

    static readonly Dictionary<string, Action<EscapeTests>> births = new()
    {
        ["jvp"] = t => Differentiation.Jvp(t.Keep, [x], [x]),
        ["linearize"] = t => Differentiation.Linearize(t.Keep, [x], Mask.Filled(1, true)),
        ["vmap"] = t => Vectorization.Vmap(t.Keep, [x], Mask.Filled(1, true), 2),
        ["staging"] = t => Transform.Stage(t.Keep, [x]),
        ["function"] = t => Function.Of(v => t.Keep([v])[0]).Call(x),
        ["gradient"] = t => Function.Of(v => Ad.Sum(t.Keep([v])[0])).Gradient().Call(x),
        ["loop body"] = t => Ad.ForLoop(0, 2, (Func<Value, Value, Value>)((_, c) => t.Keep([c])[0]), x),
        ["branch"] = t => Function.Of(v => (Value)Ad.Cond(true, (Func<Value, Value>)(a => t.Keep([a])[0]), (Func<Value, Value>)(a => a), v)!).Call(x),
    };

    Value[] Keep(Value[] v)
    {
        kept = Ad.Sin(v[0]);
        meanwhile?.Invoke(kept);
        return [kept];
    }

    void Refused(Action use)
    {
        var e = Assert.Throws<AdException>(use);
        Assert.Equal("EscapedTracer", e.Id);
        Assert.Contains("outside the function", e.Message, StringComparison.Ordinal);
        Assert.Contains("f64", e.Message, StringComparison.Ordinal);
        Assert.Same(EvaluationTrace.Instance, Trace.Current);
        Assert.Equal([Math.Sin(0.5), Math.Sin(1.5)], Numeric.Doubles(Ad.Sin(x)));
    }

    [Theory, MemberData(nameof(Births))]
    public void It_cannot_be_computed_with_afterwards(string birth)
    {
        births[birth](this);
        Refused(() => Ad.Sin(kept!));
    }

    [Theory, MemberData(nameof(Births))]
    public void It_cannot_be_captured_by_another_trace(string birth)
    {
        births[birth](this);
        Refused(() => Transform.Stage(v => [v[0] * kept!], [x]));
    }

    [Theory, MemberData(nameof(Births))]
    public void It_cannot_be_an_argument(string birth)
    {
        births[birth](this);
        Refused(() => Function.Of(v => v * 2.0).Call(kept));
    }

    [Theory, MemberData(nameof(Births))]
    public void It_cannot_be_a_result(string birth)
    {
        births[birth](this);
        Refused(() => Function.Of(v => kept!).Call(x));
    }

    [Theory, MemberData(nameof(Births))]
    public void It_cannot_be_a_condition(string birth)
    {
        births[birth](this);
        // In a branch of a Cond, and as an argument of a function, it had a value; that is gone with the trace.
        var e = Assert.ThrowsAny<AdException>(() => Function.Of(v => DynamicAnswers.Truth(Ad.Less(Ad.Sum(kept!), 0)) ? v : -v).Call(x));
        Assert.Equal("EscapedTracer", e.Id);
        Assert.Same(EvaluationTrace.Instance, Trace.Current);
    }

    [Theory, MemberData(nameof(Births))]
    public void It_cannot_be_used_on_another_thread_while_it_is_alive(string birth)
    {
        Exception? there = null;
        meanwhile = v =>
        {
            var thread = new Thread(() => there = Record.Exception(() => Ad.Sin(v)));
            thread.Start();
            thread.Join();
        };
        births[birth](this);
        Assert.Equal("EscapedTracer", Assert.IsType<AdException>(there).Id);
    }
}
