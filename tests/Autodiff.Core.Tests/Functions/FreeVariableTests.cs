using Autodiff.Core.Tests.Laws;

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
            return Ad.Decide(Ad.Greater(x, 0)) ? x * x * K : x * K;
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
    public void While_they_are_held_they_are_not_compared()
    {
        Call(5);
        int before = body.Compared;
        using (f.Root.HoldFreeVariables())
        {
            body.K = 3;
            for (int i = 0; i < 10; i++) Assert.Equal(50, Call(5));
            using (f.Root.HoldFreeVariables()) Assert.Equal(75, Call(5));
        }
        Assert.Equal(before + 2, body.Compared);
        body.K = 4;
        Assert.Equal(100, Call(5));
    }

    [Fact]
    public void On_another_thread_what_has_been_traced_is_run_and_nothing_is_traced()
    {
        Assert.Equal(50, Call(5));
        body.K = 3;
        Assert.Null(Elsewhere(() =>
        {
            using var hold = f.Root.HoldFreeVariables();
            Assert.Null(hold);
            // As at the latest comparison.
            Assert.Equal(72, Call(6));
        }));
        // A hold of another thread does not count on this one.
        Assert.Equal(75, Call(5));
        var e = Assert.IsType<AdException>(Elsewhere(() => Call(-1)));
        Assert.Equal("ForeignThread", e.Id);
        Assert.Contains("scaled(f64[]*) has to be traced, and a script block runs only in the runspace that made it", e.Message, StringComparison.Ordinal);
        Assert.Equal(-3, Call(-1));
        Assert.Null(Elsewhere(() => Assert.Equal(-6, Call(-2))));
        Assert.Equal("ForeignThread", Assert.IsType<AdException>(Elsewhere(() => Ad.Checkpoint(body, 1.0))).Id);
    }
}
