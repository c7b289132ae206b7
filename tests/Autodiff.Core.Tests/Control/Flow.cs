namespace Autodiff.Core.Tests.Control;

/// <summary>The operations of control flow on single values, in a form that is convenient in C#.</summary>
static class Flow
{
    public static Value Cond(Value test, Func<Value, Value> then, Func<Value, Value> otherwise, Value x) => (Value)Ad.Cond(test, then, otherwise, x)!;

    public static Value Switch(Value index, Value x, params Func<Value, Value>[] bodies) => (Value)Ad.Switch(index, [.. bodies.Select(b => (Body)b)], x)!;

    /// <summary>A scan that has only a carry.</summary>
    public static Value Repeat(int steps, Func<Value, Value> body, Value init) => (Value)Ad.Scan(Body(c => new object?[] { body(c), null }), init, null, steps)[0]!;

    /// <summary>A scan over items.</summary>
    public static (Value Carry, Value Items) Scan(Func<Value, Value, (Value, Value)> body, Value init, Value xs, bool reverse = false)
    {
        object?[] r = Ad.Scan((Func<object?[], object?>)(a => body((Value)a[0]!, (Value)a[1]!) is var (c, y) ? new object?[] { c, y } : null), init, xs, null, reverse);
        return ((Value)r[0]!, (Value)r[1]!);
    }

    public static Value For(Value lower, Value upper, Func<Value, Value, Value> body, Value init) => (Value)Ad.ForLoop(lower, upper, body, init)!;

    public static Value While(Func<Value, Value> test, Func<Value, Value> body, Value init, int? maxIterations = null) => (Value)Ad.WhileLoop(test, body, init, maxIterations)!;

    public static Value Checkpoint(Func<Value, Value> body, Value x) => (Value)Ad.Checkpoint(body, x)!;

    /// <summary>Prints a value and returns it.</summary>
    public static Value Print(string format, Value x)
    {
        Ad.Print(format, x);
        return x;
    }

    /// <summary>A body that takes no arguments.</summary>
    public static Body Body(Func<object?> f) => (Func<object?[], object?>)(_ => f());

    /// <summary>A body that takes one value and returns a tree.</summary>
    public static Body Body(Func<Value, object?> f) => (Func<object?[], object?>)(a => f((Value)a[0]!));

    /// <summary>A body that takes two values, as arguments or as one pair, and returns a tree.</summary>
    public static Body Body(Func<Value, Value, object?> f) => (Func<object?[], object?>)(a => a[0] is object?[] pair ? f((Value)pair[0]!, (Value)pair[1]!) : f((Value)a[0]!, (Value)a[1]!));
}
