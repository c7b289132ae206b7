namespace Autodiff.Core.Tests.Functions;

/// <summary>
/// A number type for ordinary code with conditions and loops, which is written once and runs plainly (<see cref="Jet"/>) or traced (<see cref="Traced"/>).
/// </summary>
interface IScalar<T> where T : IScalar<T>
{
    static abstract T Of(double x);
    static abstract T Sin(T x);
    static abstract T operator +(T x, T y);
    static abstract T operator -(T x, T y);
    static abstract T operator *(T x, T y);
    static abstract T operator /(T x, T y);
    static abstract bool operator >(T x, T y);
    static abstract bool operator <(T x, T y);

    /// <summary>Calls a function that exists for both number types.</summary>
    static abstract T Call(Callee f, T x);

    /// <summary>Calls a function made at this place, which may use variables around it.</summary>
    static abstract T CallNew(Func<T, T> f, T x);

    static abstract T Loop(int steps, Func<T, T> body, T init);
    static abstract T Checkpoint(Func<T, T> body, T x);

    /// <summary>A branch in the graph.</summary>
    static abstract T IfPositive(T test, Func<T, T> then, Func<T, T> otherwise, T x);

    static virtual T operator +(T x, double y) => x + T.Of(y);
    static virtual T operator -(T x, double y) => x - T.Of(y);
    static virtual T operator *(double x, T y) => T.Of(x) * y;
    static virtual bool operator >(T x, double y) => x > T.Of(y);
    static virtual bool operator <(T x, double y) => x < T.Of(y);
}

/// <summary>A function for both number types.</summary>
sealed class Callee(Func<Jet, Jet> plain, Func<Traced, Traced> traced)
{
    public Func<Jet, Jet> Plain => plain;

    public Function Function { get; } = Function.Of(x => traced(new(x)).Value);
}

/// <summary>A plain number with its first and second derivatives. It shares no code with the tested engine.</summary>
readonly record struct Jet(double Value, double First = 0, double Second = 0) : IScalar<Jet>
{
    public static Jet Of(double x) => new(x);

    public static Jet Sin(Jet x) => x.Through(Math.Sin(x.Value), Math.Cos(x.Value), -Math.Sin(x.Value));

    public static Jet operator +(Jet x, Jet y) => new(x.Value + y.Value, x.First + y.First, x.Second + y.Second);

    public static Jet operator -(Jet x, Jet y) => new(x.Value - y.Value, x.First - y.First, x.Second - y.Second);

    public static Jet operator *(Jet x, Jet y) => new(x.Value * y.Value, x.First * y.Value + x.Value * y.First, x.Second * y.Value + 2 * x.First * y.First + x.Value * y.Second);

    public static Jet operator /(Jet x, Jet y) => x * y.Through(1 / y.Value, -1 / (y.Value * y.Value), 2 / (y.Value * y.Value * y.Value));

    public static bool operator >(Jet x, Jet y) => x.Value > y.Value;

    public static bool operator <(Jet x, Jet y) => x.Value < y.Value;

    public static Jet Call(Callee f, Jet x) => f.Plain(x);

    public static Jet CallNew(Func<Jet, Jet> f, Jet x) => f(x);

    public static Jet Loop(int steps, Func<Jet, Jet> body, Jet init)
    {
        for (int i = 0; i < steps; i++) init = body(init);
        return init;
    }

    public static Jet Checkpoint(Func<Jet, Jet> body, Jet x) => body(x);

    public static Jet IfPositive(Jet test, Func<Jet, Jet> then, Func<Jet, Jet> otherwise, Jet x) => test.Value > 0 ? then(x) : otherwise(x);

    // The chain rule, for a function with this value and these derivatives.
    Jet Through(double f, double first, double second) => new(f, first * First, second * First * First + first * Second);
}

/// <summary>A traced value. A comparison is a condition of the path.</summary>
readonly record struct Traced(Value Value) : IScalar<Traced>
{
    public static Traced Of(double x) => new(x);

    public static Traced Sin(Traced x) => new(Ad.Sin(x.Value));

    public static Traced operator +(Traced x, Traced y) => new(x.Value + y.Value);

    public static Traced operator -(Traced x, Traced y) => new(x.Value - y.Value);

    public static Traced operator *(Traced x, Traced y) => new(x.Value * y.Value);

    public static Traced operator /(Traced x, Traced y) => new(x.Value / y.Value);

    public static bool operator >(Traced x, Traced y) => DynamicAnswers.Truth(Ad.Greater(x.Value, y.Value));

    public static bool operator <(Traced x, Traced y) => DynamicAnswers.Truth(Ad.Less(x.Value, y.Value));

    public static Traced Call(Callee f, Traced x) => new((Value)f.Function.Call(x.Value)!);

    public static Traced CallNew(Func<Traced, Traced> f, Traced x) => new((Value)Function.Of(v => f(new(v)).Value).Call(x.Value)!);

    public static Traced Loop(int steps, Func<Traced, Traced> body, Traced init) => new((Value)Ad.ForLoop(0, steps, (Func<Value, Value, Value>)((_, c) => body(new(c)).Value), init.Value)!);

    public static Traced Checkpoint(Func<Traced, Traced> body, Traced x) => new((Value)Ad.Checkpoint((Func<Value, Value>)(v => body(new(v)).Value), x.Value)!);

    public static Traced IfPositive(Traced test, Func<Traced, Traced> then, Func<Traced, Traced> otherwise, Traced x) =>
        new((Value)Ad.Cond(Ad.Greater(test.Value, 0), (Func<Value, Value>)(v => then(new(v)).Value), (Func<Value, Value>)(v => otherwise(new(v)).Value), x.Value)!);
}
