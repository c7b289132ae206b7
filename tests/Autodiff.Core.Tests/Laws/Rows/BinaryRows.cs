using static Autodiff.Core.Tests.Laws.Domain;
using static Autodiff.Core.Tests.Laws.Row;

namespace Autodiff.Core.Tests.Laws;

/// <summary>Elementwise functions of two numbers.</summary>
static class BinaryRows
{
    const double Inf = double.PositiveInfinity, NaN = double.NaN;

    /// <summary>Divisors, and dividends, none of whose quotients is near an integer.</summary>
    static readonly Domain Divisor = In((-1.2, -1), (1, 1.2)), Dividend = In((-1.8, -1.5), (-0.8, -0.3), (0.3, 0.8), (1.5, 1.8));

    public static IEnumerable<Row> All =>
    [
        Of(Ad.Add, In(-3, 3), In(-3, 3), (x, y) => x + y, dtypes: Numbers, edges: [(-0.0, -0.0, -0.0, 1, 1), (0.0, -0.0, 0, 1, 1), (Inf, -Inf, NaN, 1, 1)]),
        Of(Ad.Subtract, In(3, 5), In(-3, 3), (x, y) => x - y, dtypes: Numbers, edges: [(0, 0, 0, 1, -1), (-0.0, 0, -0.0, 1, -1)]),
        Of(Ad.Multiply, In(-3, 3), In(-3, 3), (x, y) => x * y, dtypes: Numbers, edges: [(-0.0, 2, -0.0, 2, -0.0), (0, Inf, NaN, Inf, 0)]),
        Of(Ad.Divide, In(-3, 3), In((-3, -0.5), (0.5, 3)), (x, y) => x / y, edges: [(1, 0, Inf, Inf, -Inf), (0, 0, NaN, Inf, NaN), (1, -0.0, -Inf, -Inf, -Inf)]),
        Of(x => Ad.Divide(x, x + 7), In(1, 5), dtypes: Whole, order: 0),
        Of(Ad.Remainder, Dividend, Divisor, (x, y) => x % y, edges: [(-3, 2, -1, 1, 1), (5, Inf, 5, 1, 0), (1, 0, NaN, 1, -Inf)]),
        Of(Ad.Remainder, In(-7, 7), In(1, 3), (x, y) => x % y, dtypes: Whole, order: 0, text: "(x, y) => Ad.Remainder(x, y)"),
        Of(Ad.FloorDivide, Dividend, Divisor, (x, y) => Math.Floor(x / y), edges: [(1, 0, Inf, 0, 0), (-1, 0, -Inf, 0, 0), (-7, 2, -4, 0, 0), (-5, Inf, -1, 0, 0), (NaN, 1, NaN, 0, 0)]),
        Of(Ad.FloorDivide, In(-7, 7), In(1, 3), (x, y) => Math.Floor(x / y), dtypes: Whole, order: 0, text: "(x, y) => Ad.FloorDivide(x, y)"),
        Of(Ad.Mod, Dividend, Divisor, (x, y) => x - y * Math.Floor(x / y), edges: [(-5, Inf, Inf, 1, 1), (-7, 2, 1, 1, 4), (7, -2, -1, 1, 4), (1, 0, NaN, 1, -Inf)]),
        Of(Ad.Mod, In(-7, 7), In(1, 3), (x, y) => x - y * Math.Floor(x / y), dtypes: Whole, order: 0, text: "(x, y) => Ad.Mod(x, y)"),
        Of(Ad.Pow, In(0.3, 3), In(-2, 2), Math.Pow, edges:
        [
            (0, 0, 1, 0, 0), (0, 1, 0, 1, 0), (0, 2, 0, 0, 0), (0, -1, Inf, -Inf, NaN), (-1, 2, 1, -2, NaN), (-1.5, 2, 2.25, -3, NaN), (2, 0, 1, 0, 0.69314718055994531),
            (2, 3, 8, 12, 5.5451774444795625), (-2, 0.5, NaN, NaN, NaN), (Inf, 0, 1, 0, Inf), (1, NaN, 1, NaN, 0),
        ]),
        Of(Ad.Pow, In(-3, 3), In(0, 4), (x, y) => Math.Pow(x, y), dtypes: Whole, order: 0, text: "(x, y) => Ad.Pow(x, y)"),
        Of(x => Ad.Pow(x, 3), In(-3, 3), x => x * x * x, dtypes: Numbers, edges: [(0, 0, 0), (-1.5, -3.375, 6.75)]),
        Of(x => Ad.Pow(x, 0), In(-3, 3), x => 1, dtypes: Numbers, edges: [(0, 1, 0), (NaN, 1, 0)]),
        Of(x => Ad.Pow(x, 2.0), In(-3, 3), x => x * x, edges: [(0, 0, 0), (-1.5, 2.25, -3)]),
        Of(x => Ad.Pow(x, 0.0), In(-3, 3), x => 1, edges: [(0, 1, 0), (NaN, 1, 0)]),
        Of(x => Ad.Pow(x, -5), In((-3, -0.5), (0.5, 3)), x => 1 / (x * x * x * x * x), loose: 100, edges: [(0, Inf, -Inf)]),
        Of(x => Ad.Pow(x, 0.5), In(0.3, 3), Math.Sqrt, edges: [(0, 0, Inf), (-1, NaN, NaN)]),
        Of(x => Ad.Pow(2, x), In(-3, 3), x => Math.Pow(2, x), edges: [(0, 1, 0.69314718055994531)]),
        Of(Ad.Atan2, In((-3, -0.3), (0.3, 3)), In((-3, -0.3), (0.3, 3)), Math.Atan2, edges:
        [
            (0, 0, 0, 0, 0), (-0.0, 0, -0.0, 0, 0), (0, -0.0, Math.PI, 0, 0), (-0.0, -0.0, -Math.PI, 0, 0), (1, 0, Math.PI / 2, 0, -1), (0, -2, Math.PI, -0.5, 0), (Inf, 1, Math.PI / 2, 0, NaN),
        ]),
        Of(Ad.Hypot, In((-3, -0.3), (0.3, 3)), In((-3, -0.3), (0.3, 3)), (x, y) => Math.Sqrt(x * x + y * y), edges: [(0, 0, 0, 0.5, 0.5), (-0.0, 0, 0, 0.5, 0.5), (0, -3, 3, 0, -1), (3e37, 4e37, 5e37, 0.6, 0.8), (NaN, -Inf, Inf, NaN, NaN)]),
        Of(Ad.Maximum, In(-3, -0.1), In((-5, -3.1), (0, 2)), Math.Max, dtypes: Numbers, edges: [(1, 1, 1, 0.5, 0.5), (0, -0.0, 0, 0.5, 0.5), (NaN, 1, NaN, 0, 0), (1, NaN, NaN, 0, 0), (2, 1, 2, 1, 0)]),
        Of(Ad.Minimum, In(-3, -0.1), In((-5, -3.1), (0, 2)), Math.Min, dtypes: Numbers, edges: [(1, 1, 1, 0.5, 0.5), (0, -0.0, -0.0, 0.5, 0.5), (NaN, 1, NaN, 0, 0), (1, NaN, NaN, 0, 0), (2, 1, 1, 0, 1)]),
        Of(Ad.LogAddExp, In(-3, 3), In(-3, 3), (x, y) => Math.Log(Math.Exp(x) + Math.Exp(y)), edges: [(Inf, Inf, Inf, 1, 1), (-Inf, 3, 3, 0, 1), (1000, 1000, 1000.6931471805599, 0.5, 0.5), (-Inf, -Inf, -Inf, NaN, NaN), (NaN, 1, NaN, NaN, NaN)]),
        Of(Ad.LogicalAnd, Ties, Ties, dtypes: Row.All, order: 1),
        Of(Ad.LogicalOr, Ties, Ties, dtypes: Row.All, order: 1),
        Of(Ad.LogicalXor, Ties, Ties, dtypes: Row.All, order: 1),
        Of(Ad.BitwiseAnd, In(-99, 99), In(-99, 99), (x, y) => (long)x & (long)y, dtypes: Whole, order: 0),
        Of(Ad.BitwiseOr, In(-99, 99), In(-99, 99), (x, y) => (long)x | (long)y, dtypes: Whole, order: 0),
        Of(Ad.BitwiseXor, In(-99, 99), In(-99, 99), (x, y) => (long)x ^ (long)y, dtypes: Whole, order: 0),
        Of((x, y) => Ad.BitwiseOr(Ad.BitwiseAnd(x, y), Ad.BitwiseXor(x, y)), Bits, Bits, dtypes: [DType.Bool], order: 0),
        Of(Ad.ShiftLeft, In(-99, 99), In(0, 9), (x, y) => (long)x << (int)y, dtypes: Whole, order: 0),
        Of(Ad.ShiftRight, In(-99, 99), In(0, 9), (x, y) => (long)x >> (int)y, dtypes: Whole, order: 0),
        Of((x, y) => x * x + 2.5 * y - x / (y + 4.0) % 3, In(-1, 1), In(-1, 1)),
        Of(Ad.Equal, Ties, Ties, dtypes: Row.All, order: 1),
        Of(Ad.NotEqual, Ties, Ties, dtypes: Row.All, order: 1),
        Of(Ad.Less, Ties, Ties, dtypes: Row.All, order: 1),
        Of(Ad.LessEqual, Ties, Ties, dtypes: Row.All, order: 1),
        Of(Ad.Greater, Ties, Ties, dtypes: Row.All, order: 1),
        Of(Ad.GreaterEqual, Ties, Ties, dtypes: Row.All, order: 1),
    ];
}
