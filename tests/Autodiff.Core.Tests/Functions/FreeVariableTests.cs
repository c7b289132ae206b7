using Autodiff.Core.Tests.Laws;
using Autodiff.Functions;

namespace Autodiff.Core.Tests.Functions;

/// <summary>Free variables are part of the signature. Code that belongs to one thread does not run on another.</summary>
public class FreeVariableTests
{
    sealed class Scaled : Body
    {
        readonly int owner = Environment.CurrentManagedThreadId;

        public double K { get; set; } = 2;

        public int Runs { get; private set; }

        public int Compared { get; private set; }

        public override bool RunsHere => Environment.CurrentManagedThreadId == owner;

        public override object? FreeVariables()
        {
            Compared++;
            return K;
        }

        public override object? Invoke(object?[] arguments)
        {
            Runs++;
            var x = (Value)arguments[0]!;
            return DynamicAnswers.Truth(Ad.Greater(x, 0)) ? x * x * K : x * K;
        }
    }

    readonly Scaled body = new();
    readonly Function f;

    public FreeVariableTests() => f = Function.Of("scaled", ["x"], body);

    double Call(double x) => Numeric.Doubles((Value)f.Call(x)!)[0];

    static Exception? Elsewhere(Action action)
    {
        Exception? failure = null;
        var thread = new Thread(() => failure = Record.Exception(action));
        thread.Start();
        thread.Join();
        return failure;
    }

    [Fact]
    public void Each_value_is_traced_once()
    {
        foreach (double k in (double[])[2, 3, 2, 3])
        {
            body.K = k;
            Assert.Equal(k * 25, Call(5));
            Assert.Equal(k * 10, Numeric.Doubles((Value)f.Gradient().Call(5.0)!)[0]);
        }
        Assert.Equal(2, body.Runs);
        Assert.Equal(2, f.Signatures.Count);
    }

    [Fact]
    public void A_call_has_its_own_whatever_is_called_meanwhile()
    {
        var (stream, gradient) = (Site(f), Site(f.Gradient()));
        object? two = f.FreeVariables();
        Call(5);
        int before = body.Compared;
        body.K = 3;
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(50.0, stream.Invoke([5.0], two));
            Assert.Equal(20.0, gradient.Invoke([5.0], two));
            Assert.Equal(75, Call(5));
            Assert.Equal(30.0, f.Gradient().Invoke(5.0));
        }
        Assert.Equal(before + 7, body.Compared);
        Assert.Equal(2, body.Runs);
    }

    // Otherwise a call with 2 would find what was computed with 3.
    [Fact]
    public void What_is_traced_in_a_stream_is_kept_for_the_values_that_it_was_traced_with()
    {
        object? two = f.FreeVariables();
        Assert.Equal(50, Call(5));
        body.K = 3;
        Assert.Equal(-3.0, Site(f).Invoke([-1.0], two));
        Assert.Equal(50.0, Site(f).Invoke([5.0], two));
        body.K = 2;
        Assert.Equal(-2, Call(-1));
    }

    static CallSite Site(Function f) => new(f, Backends.AutoBackend.Instance);

    [Fact]
    public void On_another_thread_what_has_been_traced_is_run_and_nothing_is_traced()
    {
        Assert.Equal(50, Call(5));
        body.K = 3;
        // The value at the time of the call counts.
        Refused(() => Call(6));
        Assert.Equal(75, Call(5));
        Assert.Null(Elsewhere(() => Assert.Equal(108, Call(6))));
        body.K = 2;
        Assert.Null(Elsewhere(() => Assert.Equal(72, Call(6))));
        var e = Refused(() => Call(-1));
        Assert.Contains("scaled(f64[]*)", e.Message, StringComparison.Ordinal);
        Assert.Equal(-2, Call(-1));
        Assert.Null(Elsewhere(() => Assert.Equal(-4, Call(-2))));
        Refused(() => Ad.Checkpoint(body, 1.0));
        Assert.Equal(2, f.Signatures.Count);
    }

    static AdException Refused(Action action)
    {
        var e = Assert.IsType<AdException>(Elsewhere(action));
        Assert.Equal("ForeignThread", e.Id);
        return e;
    }
}
