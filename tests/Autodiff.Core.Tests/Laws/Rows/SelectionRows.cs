using static Autodiff.Core.Tests.Laws.Domain;
using static Autodiff.Core.Tests.Laws.Row;

namespace Autodiff.Core.Tests.Laws;

/// <summary>Choosing between values, and between dtypes.</summary>
static class SelectionRows
{
    public static IEnumerable<Row> All =>
    [
        Of(Ad.Where, Bits, In(-3, 3), In(-3, 3), dtypes: Row.All),
        Of((c, x) => Ad.Where(c, x, 2.5), Bits, In(-3, 3)),
        Of(x => Ad.Where(Ad.Greater(x, 0), Ad.Sin(x), x * x), In((-2, -0.1), (0.1, 2))),
        Of(x => x * Ad.StopGradient(Ad.Truncate(x)), In((-1.9, -1.1), (-0.9, -0.1), (1.1, 1.9))),
        Of(x => Ad.StopGradient(x), In(-3, 3), dtypes: Row.All, order: 0),
        Of(x => Ad.Cast(x, "f32"), In(-3, 3), loose: 1e4),
        Of(x => Ad.Cast(x, "f64"), In(-3, 3)),
        Of(x => Ad.Cast(x, "i32"), In(-3, 3), dtypes: Row.All, order: 1),
        Of(x => Ad.Cast(x, "bool"), Ties, dtypes: Row.All, order: 1),
        Of(x => Ad.Cast(x, "f64") * 0.5, Ties, dtypes: [DType.Bool, .. Whole], order: 0),
        Of(x => Ad.Cast(Ad.Cast(x, "u32"), "i64"), In(0, 9), dtypes: Row.All, order: 1),
    ];
}
