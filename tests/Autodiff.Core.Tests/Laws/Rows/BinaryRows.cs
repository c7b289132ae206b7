using static Autodiff.Core.Tests.Laws.Domain;
using static Autodiff.Core.Tests.Laws.Row;

namespace Autodiff.Core.Tests.Laws;

/// <summary>Functions of two numbers, element by element.</summary>
static class BinaryRows
{
    const double Inf = double.PositiveInfinity, NaN = double.NaN;

    /// <summary>Divisors, and dividends of which no quotient comes near an integer.</summary>
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
        Of((x, y) => x * x + 2.5 * y - x / (y + 4.0) % 3, In(-1, 1), In(-1, 1)),
        Of(Ad.Equal, Ties, Ties, dtypes: Row.All, order: 1),
        Of(Ad.NotEqual, Ties, Ties, dtypes: Row.All, order: 1),
        Of(Ad.Less, Ties, Ties, dtypes: Row.All, order: 1),
        Of(Ad.LessEqual, Ties, Ties, dtypes: Row.All, order: 1),
        Of(Ad.Greater, Ties, Ties, dtypes: Row.All, order: 1),
        Of(Ad.GreaterEqual, Ties, Ties, dtypes: Row.All, order: 1),
    ];
}
