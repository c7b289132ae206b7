using static Autodiff.Core.Tests.Laws.Domain;
using static Autodiff.Core.Tests.Laws.Row;

namespace Autodiff.Core.Tests.Laws;

/// <summary>Functions of one number, element by element.</summary>
static class UnaryRows
{
    const double Inf = double.PositiveInfinity, NaN = double.NaN;

    public static IEnumerable<Row> All =>
    [
        Of(Ad.Negate, In(-3, 3), x => -x, dtypes: [DType.I32, DType.I64, DType.F32, DType.F64], edges: [(0.0, -0.0, -1), (-0.0, 0, -1), (Inf, -Inf, -1)]),
        Of(Ad.Sin, In(-3, 3), Math.Sin, edges: [(-0.0, -0.0, 1), (Inf, NaN, NaN)]),
        Of(Ad.Cos, In(-3, 3), Math.Cos, edges: [(0, 1, 0), (Inf, NaN, NaN)]),
        Of(Ad.Truncate, In((-2.9, -2.1), (-0.9, -0.1), (0.1, 0.9), (1.1, 1.9)), Math.Truncate, dtypes: Numbers, edges: [(-0.5, -0.0, 0), (2, 2, 0), (-Inf, -Inf, 0)]),
    ];
}
