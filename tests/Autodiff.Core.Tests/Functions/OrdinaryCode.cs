namespace Autodiff.Core.Tests.Functions;

/// <summary>An ordinary function, plain and traced, and arguments on both sides of its conditions.</summary>
sealed record OrdinaryCode(string Name, Func<Jet, Jet> Plain, Func<Traced, Traced> Code, double[] At)
{
    static readonly double[] points = [2.3, 0.4, -0.4, -2.3];

    static readonly Callee relu = new(Relu, Relu), outer = new(Outer, Outer), falling = new(Falling, Falling);

    /// <summary>All functions.</summary>
    public static readonly OrdinaryCode[] All =
    [
        new("if, else if, return", IfElse, IfElse, points),
        new("while", While, While, points),
        new("do until", DoUntil, DoUntil, [0.3, 1.2, 2.5]),
        new("helper functions with conditions", Helpers, Helpers, points),
        new("and, or, not", AndOrNot, AndOrNot, points),
        new("short circuit", ShortCircuit, ShortCircuit, [2.3, 0.4, -1]),
        new("recursion", Recursion, Recursion, [2.3, 0.4, -0.4, -9]),
        new("break", Break, Break, points),
        new("continue", Continue, Continue, points),
        new("filter", Filter, Filter, points),
        new("throw and catch", ThrowAndCatch, ThrowAndCatch, points),
        new("a condition asked twice", AskedTwice, AskedTwice, points),
        new("loop without a condition", Endless, Endless, points),
        new("conditional value", ConditionalValue, ConditionalValue, points),
        new("Newton's method", Newton, Newton, [2.3, 0.4, 60]),
        new("calls", Composed, Composed, points),
        new("a gradient inside", x => (x.Value > 0 ? Jet.Of(2) * x : Jet.Of(0.1)) * x + x, x => new Traced((Value)relu.Function.Gradient().Call(x.Value)!) * x + x, points),
        new("calls in a loop", CallsInLoop, CallsInLoop, points),
        new("calls of calls", ThreeDeep, ThreeDeep, points),
        new("a function that calls itself", Falling, Falling, [0.5, 2.5, 4.25, -1]),
        new("asked inside a loop body", InLoop, InLoop, points),
        new("a call with conditions inside a loop body", CallInLoopBody, CallInLoopBody, points),
        new("asked inside a function made on the spot", Captured, Captured, points),
        new("asked inside a function that captures nothing else", OnlyAsked, OnlyAsked, points),
        new("asked inside a checkpoint", InCheckpoint, InCheckpoint, points),
        new("asked inside a branch", InBranch, InBranch, points),
        new("asked inside a branch inside a loop body", Nested, Nested, points),
    ];

    public override string ToString() => Name;

    static T IfElse<T>(T x) where T : IScalar<T>
    {
        if (x > 1) return x * x;
        if (x > 0) return 2 * x;
        return x < -1 ? T.Sin(x) : x * x * x;
    }

    static T While<T>(T x) where T : IScalar<T>
    {
        int n = 0;
        var y = x;
        while (y * y < 50)
        {
            y = 1.7 * y;
            n++;
        }
        return n * y;
    }

    static T DoUntil<T>(T x) where T : IScalar<T>
    {
        var y = x;
        do y -= 0.5 * T.Sin(y);
        while (!(y * y < 0.01 || y > 3));
        return y * x;
    }

    static T Rectified<T>(T x) where T : IScalar<T> => x > 0 ? x : 0 * x;

    static T Deep<T>(T x) where T : IScalar<T> => Rectified(x) > 0.5 ? 3 * Rectified(x - 0.5) : Rectified(-1 * x);

    static T Helpers<T>(T x) where T : IScalar<T> => Deep(x) + Rectified(2 * x - 1) * x;

    static T AndOrNot<T>(T x) where T : IScalar<T> => x > 0 && x < 1 || !(x * x < 4) ? x * x : 5 * x;

    static T ShortCircuit<T>(T x) where T : IScalar<T> => x > 0 && T.Of(1) / x > 1 ? T.Of(1) / x : x;

    static T Recursion<T>(T x) where T : IScalar<T> => x > 10 || x < -10 ? x : 1.5 * Recursion(1.9 * x);

    static T Break<T>(T x) where T : IScalar<T>
    {
        var s = T.Of(0);
        for (int i = 0; i < 20; i++)
        {
            s += i * x;
            if (s > 5) break;
        }
        return s * x;
    }

    static T Continue<T>(T x) where T : IScalar<T>
    {
        var s = T.Of(0);
        foreach (int k in (int[])[1, -2, 3, -4])
        {
            var t = k * x;
            if (t < 0) continue;
            s += t * t;
        }
        return s;
    }

    static T Filter<T>(T x) where T : IScalar<T>
    {
        var s = T.Of(0);
        foreach (var v in ((T[])[x, x - 1, x + 1]).Where(v => v > 0)) s += v * v;
        return s;
    }

    static T ThrowAndCatch<T>(T x) where T : IScalar<T>
    {
        try
        {
            if (x > 0) throw new NotSupportedException();
            return 2 * x;
        }
        catch (NotSupportedException)
        {
            return x * x;
        }
    }

    static T AskedTwice<T>(T x) where T : IScalar<T>
    {
        var y = x > 0 ? 2 * x : x;
        return x > 0 ? y * y : y;
    }

    static T Endless<T>(T x) where T : IScalar<T>
    {
        var y = x;
        while (true)
        {
            y = 1.5 * y + 0.1;
            if (y > 8) return y;
            if (y < -8) return 3 * y;
        }
    }

    static T ConditionalValue<T>(T x) where T : IScalar<T>
    {
        var r = x < 0 ? -1 * x : x;
        return r * r * x;
    }

    static T Newton<T>(T x) where T : IScalar<T>
    {
        var g = x;
        for (int i = 0; i < 30; i++)
        {
            var next = 0.5 * (g + T.Of(2) / g);
            var d = next - g;
            if (d * d < 1e-12) break;
            g = next;
        }
        return g * x;
    }

    static T Relu<T>(T x) where T : IScalar<T> => x > 0 ? x * x : 0.1 * x;

    static T Composed<T>(T x) where T : IScalar<T> => T.Call(relu, x) + 2 * T.Call(relu, x - 1);

    static T CallsInLoop<T>(T x) where T : IScalar<T>
    {
        var s = T.Of(0);
        for (int i = 0; i < 5; i++)
        {
            s += T.Call(relu, x - i);
            if (s > 6) return s;
        }
        return s;
    }

    static T Outer<T>(T x) where T : IScalar<T> => T.Call(relu, x) > 1 ? T.Call(relu, 0.5 * x) : x;

    static T ThreeDeep<T>(T x) where T : IScalar<T> => T.Call(outer, x) * T.Call(outer, x + 1);

    static T Falling<T>(T x) where T : IScalar<T> => x > 1 ? x * T.Call(falling, x - 1) : 2 * x;

    static T InLoop<T>(T x) where T : IScalar<T> => T.Loop(4, c => x > 0 ? c * x : c + x * x, T.Of(1.5));

    static T CallInLoopBody<T>(T x) where T : IScalar<T> => T.Loop(3, c => c + 2 * T.Call(relu, x), T.Of(1.5));

    static T Captured<T>(T x) where T : IScalar<T> => T.CallNew(y => x * y > 1 ? x * y : y, x + 0.2) * x;

    static T OnlyAsked<T>(T x) where T : IScalar<T> => T.CallNew(y => x > 0 ? 2 * y : 3 * y, T.Of(2)) * x;

    static T InCheckpoint<T>(T x) where T : IScalar<T> => T.Checkpoint(a => a > 0 ? a * a : a, 2 * x);

    static T InBranch<T>(T x) where T : IScalar<T> => T.IfPositive(x, a => a > 2 ? a * a : a, a => 3 * a, x);

    static T Nested<T>(T x) where T : IScalar<T> => T.Loop(2, c => T.IfPositive(x, a => x * a > 2 ? a * a : a, a => 3 * a, x) + c * x, T.Of(0.5));
}
