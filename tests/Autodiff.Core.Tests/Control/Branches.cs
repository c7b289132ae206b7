namespace Autodiff.Core.Tests.Control;

/// <summary>Functions with branches.</summary>
static class Branches
{
    static readonly Tensor x = Tensor.Of(0.3, -0.8, 1.2), y = Tensor.Of(0.3, -1.8, 0.2);

    public static readonly Subject[] All =
    [
        new("cond, one side", TwoSides, x),
        new("cond, the other side", TwoSides, y),
        new("cond, a branch constant", v => Flow.Cond(Ad.Less(Ad.Sum(v), 0), _ => Tensor.Scalar(1.0), a => Ad.Sum(Ad.Exp(a) * a), v), x),
        new("cond, the branch taken constant", v => Flow.Cond(Ad.Less(Ad.Sum(v), 0), _ => Tensor.Scalar(1.0), a => Ad.Sum(Ad.Exp(a) * a), v) + Ad.Sum(v * v), y),
        new("cond, branches capture different values", CapturesDiffer, x),
        new("cond, branches capture different values, the other side", CapturesDiffer, y),
        new("cond without operands", v => (Value)Ad.Cond(Ad.Less(Ad.Sum(v), 0), Flow.Body(() => Ad.Sum(Ad.Sin(v))), Flow.Body(() => Ad.Sum(v * v * v)))!, x),
        new("cond in cond", v => Flow.Cond(Ad.Less(Ad.Sum(v), 0), a => Ad.Sum(a * v), a => Flow.Cond(Ad.Greater(Ad.Max(a), 0.2), b => Ad.Sum(Ad.Sin(b) * v), b => Ad.Sum(b), a * v), v), x),
        new("cond, a tree", Tree, x),
        new("cond, residuals of other shapes", v => Flow.Cond(Ad.Less(Ad.Sum(v), 0), a => Ad.Sum(Ad.Sin(a)), a => Ad.Sin(Ad.Sum(a)) * Ad.Cos(Ad.Sum(a * v)), v), x),
        new("cond, the same side for all items", v => OneSide(v, true), x),
        new("cond, the same constant for all items", v => OneSide(v, false) + Ad.Sum(v * v), x),
        new("cond, an integer beside", v => Flow.Cond(Ad.Less(Ad.Sum(v), 0), a => Counted(a, 2), a => Counted(a, 3), v), x),
        new("where", v => Ad.Sum(Ad.Where(Ad.Less(v, 0), Ad.Sin(v), v * v)), x),
        .. from index in (int[])[-4, 0, 1, 2, 9] select new Subject($"switch {index}", v => Three(Tensor.Scalar(index), v), x),
        new("switch by a traced index", v => Three(Ad.Cast(Ad.Floor(Ad.Sum(v) * 4), DType.I32), v), Tensor.Of(0.3, -0.8, 0.85)),
        new("switch of one", v => Flow.Switch(Ad.Cast(Ad.Floor(Ad.Sum(v)), DType.I32), v, a => Ad.Sum(Ad.Sin(a))), x),
    ];

    static Value TwoSides(Value x) => Flow.Cond(Ad.Less(Ad.Sum(x), 0), a => Ad.Sum(Ad.Sin(a)), a => Ad.Sum(a * Ad.Exp(x)), x);

    static Value OneSide(Value x, bool side) => Flow.Cond(side, a => Ad.Sum(Ad.Sin(a)), _ => Tensor.Scalar(2.0), x);

    static Value CapturesDiffer(Value x)
    {
        var (s, e) = (Ad.Sin(x), Ad.Exp(x));
        return Flow.Cond(Ad.Less(Ad.Sum(x), 0), a => Ad.Sum(a * s * s), a => Ad.Sum(Ad.Cos(a) * e), x * 2);
    }

    // The branches return an array and a number; in one branch one of the two has no derivative.
    static Value Tree(Value x)
    {
        object?[] r = (object?[])Ad.Cond(Ad.Less(Ad.Sum(x), 0), Flow.Body(a => new object?[] { a * x, Tensor.Scalar(2.0) }), Flow.Body(a => new object?[] { Ad.Exp(a), Ad.Sum(a * a) }), x)!;
        return Ad.Sum((Value)r[0]!) * Ad.Sin((Value)r[1]!);
    }

    static Value Counted(Value x, int n) => Ad.Sum(x * Ad.Cast(Ad.Sum(Ad.Arange(n)), DType.F64)) * Ad.Sum(x);

    static Value Three(Value index, Value x) => Flow.Switch(index, x, a => Ad.Sum(Ad.Sin(a)), a => Ad.Sum(a * Ad.Exp(x)), a => Ad.Sum(a * a * a));
}
