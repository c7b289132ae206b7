using static Autodiff.Core.Tests.Laws.Domain;
using static Autodiff.Core.Tests.Laws.Row;

namespace Autodiff.Core.Tests.Laws;

/// <summary>Control flow, which runs bodies.</summary>
static class ControlRows
{
    static readonly Function called = Function.Of(x => x * x * x - x);

    public static IEnumerable<Row> All =>
    [
        Of(x => (Value)called.Call(x)! + (Value)called.Call(x * x)!, In(-1, 1)),
        Of((p, x) => (Value)Ad.Cond(p, F(a => Ad.Sin(a) * x), F(a => a * a), x)!, Bits, In(-2, 2), shapes: Flagged),
        Of((p, x) => (Value)Ad.Cond(p, F(a => 1.5), F(a => Ad.Sum(a * Ad.Cos(x))), x)!, Bits, In(-2, 2), shapes: Flagged),
        Many(v => Two(Ad.Cond(v[0], F(a => new[] { a + v[2], 1 }), F(a => new[] { a * v[2], 2 }), v[1])), Shapes.OneOf([[], [2], [2]], [[], [], []]), [Bits, In(-2, 2), In(-2, 2)]),
        Of((i, x) => (Value)Ad.Switch(i, [F(a => a * a), F(a => Ad.Sin(a)), F(a => -x)], x)!, Integers(-1, 4), In(-2, 2), shapes: Flagged),
        Of((x, y) => Carried(Ad.Scan(F((c, a) => Pair(Ad.Sin(c) * a, c * a)), x, y)), In(-1, 1), In(-1, 1), shapes: Stepped),
        Of((x, y) => Carried(Ad.Scan(F((c, a) => Pair(c * x + a, Ad.Cos(c))), x, y, null, true)), In(-1, 1), In(-1, 1), shapes: Stepped),
        Of(x => Carried(Ad.Scan(F((c, a) => Pair(Ad.Sin(c) * x, null)), x, null, 3)), In(-1, 1)),
        Of(x => Carried(Ad.Scan(F((c, a) => Pair(Carried(Ad.Scan(F((d, b) => Pair(d * b, null)), c, a)), null)), Ad.Cos(x), Ad.Full(new Shape(2, 2), 1.5, x.DType))), In(-1, 1)),
        Of((x, y) => (Value)Ad.ForLoop(1, 4, F((i, c) => Ad.Sin(c) * i + y), x)!, In(-1, 1), In(-1, 1), shapes: Shapes.Same(2)),
        Of(x => (Value)Ad.ForLoop(0, 0, F((i, c) => c * i), x)!, In(-1, 1)),
        Of((x, y) => (Value)Ad.WhileLoop(F(c => Ad.Less(Ad.Sum(c), 8)), F(c => c * 1.5 + Ad.Cos(y)), x)!, Sums, In(-0.1, 0.1), shapes: Shapes.Of([2], [2])) with { Reverse = false },
        Of((n, x) => (Value)Ad.ForLoop(0, Ad.Cast(n, "i32"), F((i, c) => Ad.Sin(c) * x), x)!, Integers(0, 3), In(-1, 1), shapes: Flagged) with { Reverse = false },
        Of(x => (Value)Ad.WhileLoop(F(c => Ad.Less(Ad.Sum(c), 8)), F(c => c * 1.5), x, 8)!, Sums, shapes: Shapes.Of(2)),
        Of(x => (Value)Ad.Checkpoint(F(a => Ad.Sin(Ad.Cos(a)) * x), x)!, In(-2, 2)),
        Of(x => (Value)Ad.CustomJvp(F(a => Ad.Sin(a)), F((a, da) => new object?[] { Ad.Sin(a), da * Ad.Cos(a) }), x)!, In(-2, 2)),
        Of(x => (Value)Ad.CustomGradient(F(a => new object?[] { Ad.Sin(a), a }), F((r, ct) => ct * Ad.Cos(r)), x)!, In(-2, 2), order: 1) with { Forward = false },
    ];

    // Pairs whose sum is never near the end of the loop, which is a jump.
    static Domain Sums => In((1, 1.1), (1.6, 1.7));

    static CsCheck.Gen<Shape[]> Flagged => Shapes.OneOf([[], []], [[], [3]], [[], new(2, 0)]);

    static CsCheck.Gen<Shape[]> Stepped => Shapes.OneOf([[], [3]], [[2], new(3, 2)], [[2], new(0, 2)], [[], [1]]);

    static Body F(Func<Value, object?> f) => (Func<object?[], object?>)(a => f((Value)a[0]!));

    static Body F(Func<Value, Value, object?> f) => (Func<object?[], object?>)(a => f((Value)a[0]!, (Value)a[1]!));

    static object?[] Pair(Value carry, Value? output) => [carry, output];

    // The outputs of a scan: the last carry and all outputs.
    static Value Carried(object?[] r) => r[1] is Value ys ? (Value)r[0]! + Ad.Sum(ys * 2) : (Value)r[0]!;

    static Value[] Two(object? r) => [.. ((System.Collections.IEnumerable)r!).Cast<Value>()];
}
