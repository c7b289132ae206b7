namespace Autodiff.Core.Tests.Control;

/// <summary>Functions with loops.</summary>
static class Loops
{
    static readonly Tensor x = Tensor.Of(0.3, -0.8, 1.2);

    public static readonly Subject[] All =
    [
        new("scan", CarryAndItems, x),
        new("scan in reverse, values closed over", Reversed, x),
        new("scan with an integer counter", Counter, x),
        new("scan, a weak carry", v => Ad.Sum(Flow.Scan((c, a) => (c + a * a, c), 0, Ad.Sin(v)).Items * v), x),
        new("scan of no steps", v => Flow.Scan((c, a) => (Ad.Sin(c) * a, c), v * v, Ad.Zeros(0)) is var (c, y) ? Ad.Sum(c * v) + Ad.Sum(y) : c, x),
        new("scan of one step", v => Ad.Sum(Flow.Repeat(1, c => Ad.Sin(c) * v, v * v)), x),
        new("scan of scan", v => Ad.Sum(Flow.Repeat(3, c => Flow.Repeat(2, d => Ad.Sin(d) * v, c), v)), x),
        new("scan with cond", v => Ad.Sum(Flow.Repeat(4, c => Flow.Cond(Ad.Less(Ad.Sum(c), 0.5), a => Ad.Sin(a) + 1, a => a * v, c), v)), x),
        new("scan, trees", Trees, x),
        new("scan, a carry that gets its tangent late", Late, x),
        new("scan, a result that is an item", v => Flow.Scan((c, a) => (c * a, a), Ad.Sum(v), v) is var (c, y) ? c * Ad.Sum(Ad.Sin(y)) : c, x),
        new("scan, a carry that stays", v => Flow.Scan((c, a) => (c, Ad.Sin(c * a)), Ad.Sum(v), v) is var (c, y) ? c * Ad.Sum(y) : c, x),
        new("scan, an unused carry", v => Ad.Sum(Flow.Scan((c, a) => (c * a, Ad.Exp(a)), Ad.Sum(v), v).Items), x),
        new("for", v => Ad.Sum(Flow.For(2, 5, (i, c) => Ad.Sin(c) * v + i, v)), x),
        new("for, backwards is empty", v => Ad.Sum(Flow.For(5, 2, (i, c) => Ad.Sin(c), v * v)), x),
        new("for, a tree", v => ForTree(v), x),
        new("for, traced bounds", v => Ad.Sum(Flow.For(0, Ad.Cast(Ad.Ceiling(Ad.Abs(Ad.Sum(v) * 3)), DType.I32), (i, c) => Ad.Sin(c) * v + i * 0.1, v)), x, HasReverse: false),
        new("while", v => Ad.Sum(Flow.While(c => Ad.Less(Ad.Sum(c), 100), c => c * 2 + Ad.Sin(v) * 0.01, Ad.Exp(v))) * 0.01, x, HasReverse: false),
        new("while, the same number of trips for all", Trips, x, HasReverse: false),
        new("while, a carry that gets its tangent late", LateWhile, x, HasReverse: false),
        new("while of no trips", v => Ad.Sum(Flow.While(c => Ad.Less(Ad.Sum(c), -100), c => c * 2, Ad.Exp(v)) * v), x, HasReverse: false),
        new("while, bounded", v => Ad.Sum(Flow.While(c => Ad.Less(Ad.Sum(c), 20), c => c * 2 + Ad.Sin(v) * 0.01, Ad.Exp(v), 9)), x),
        new("while, bounded, of scan", v => Ad.Sum(Flow.While(c => Ad.Less(Ad.Sum(c), 20), c => Flow.Repeat(2, d => d * 1.5 + Ad.Sin(v) * 0.01, c), Ad.Exp(v), 6)), x),
    ];

    static Value CarryAndItems(Value x)
    {
        var (c, y) = Flow.Scan((c, a) => (Ad.Sin(c) * x + a, c * a), x, Ad.BroadcastTo(x, new(4, 3)));
        return Ad.Sum(c) + Ad.Sum(Ad.Sin(y));
    }

    static Value Reversed(Value x)
    {
        var k = Ad.Sin(x);
        var (c, y) = Flow.Scan((c, a) => (Ad.Tanh(c * k) + Ad.Sin(k) * a, Ad.Sum(c)), Tensor.Of(1.0, 2, 3), Ad.Reshape(Tensor.Of(1.0, 2, 3, 4, 5, 6), new Shape(2, 3)), reverse: true);
        return Ad.Sum(c) * Ad.Sum(y) * 0.01;
    }

    static Value Counter(Value x)
    {
        var step = Flow.Body((c, n) => new object?[] { new object?[] { c + x * Ad.Cast(n, DType.F64), n + 1 }, null });
        object?[] carry = (object?[])Ad.Scan(step, new object?[] { Ad.Zeros(3), Tensor.Scalar(0) }, null, 5)[0]!;
        return Ad.Sum((Value)carry[0]! * x);
    }

    static Value Trees(Value x)
    {
        Body step = (Func<object?[], object?>)(a =>
        {
            var (c, item) = ((System.Collections.IDictionary)a[0]!, (object?[])a[1]!);
            var (p, q) = ((Value)c["p"]!, (Value)c["q"]!);
            var next = new Dictionary<string, object?> { ["p"] = p * (Value)item[0]! + q, ["q"] = Ad.Sin(q) };
            return new object?[] { next, new object?[] { p, new Dictionary<string, object?> { ["r"] = q * (Value)item[1]!, ["none"] = null } } };
        });
        object?[] r = Ad.Scan(step, new Dictionary<string, object?> { ["p"] = x, ["q"] = Ad.Cos(x) }, new object?[] { x, x * x });
        var ys = (object?[])r[1]!;
        return Ad.Sum((Value)((System.Collections.IDictionary)r[0]!)["p"]!) + Ad.Sum((Value)ys[0]! * (Value)((System.Collections.IDictionary)ys[1]!)["r"]!);
    }

    // The third of a chain of carries depends on x only after two steps.
    static Value Late(Value x)
    {
        Body step = (Func<object?[], object?>)(a => a[0] is object?[] c ? new object?[] { new object?[] { (Value)c[0]! * x, Ad.Sin((Value)c[0]!), (Value)c[1]! * (Value)c[2]! }, c[2] } : null);
        object?[] r = Ad.Scan(step, new object?[] { Tensor.Of(1.0, 2, 3), Tensor.Of(0.1, 0.2, 0.3), Tensor.Of(1.0, 1, 1) }, null, 4);
        return Ad.Sum((Value)((object?[])r[0]!)[2]!) + Ad.Sum((Value)r[1]!);
    }

    static Value LateWhile(Value x)
    {
        Body test = Flow.Body((n, _) => Ad.Less(n, 4)), step = Flow.Body((n, c) => new object?[] { n + 1, Ad.Sin(c) * Ad.Sum(x) + x });
        return Ad.Sum((Value)((object?[])Ad.WhileLoop(test, step, new object?[] { 0, Tensor.Of(1.0, 2, 3) })!)[1]!);
    }

    static Value Trips(Value x)
    {
        Body test = Flow.Body((n, _) => Ad.Less(n, 4)), step = Flow.Body((n, c) => new object?[] { n + 1, Ad.Sin(c) * x });
        return Ad.Sum((Value)((object?[])Ad.WhileLoop(test, step, new object?[] { 0, x })!)[1]!);
    }

    static Value ForTree(Value x)
    {
        Body step = (Func<object?[], object?>)(a => a[1] is object?[] c ? new object?[] { (Value)c[1]!, (Value)c[0]! * x + (Value)a[0]! } : null);
        var r = (object?[])Ad.ForLoop(0, 3, step, new object?[] { x, Ad.Sin(x) })!;
        return Ad.Sum((Value)r[0]! * (Value)r[1]!);
    }
}
