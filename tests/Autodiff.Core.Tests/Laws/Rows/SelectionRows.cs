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
        Of(Ad.Clip, In(-3, 3), In(-0.9, -0.1), In(1.2, 1.8), dtypes: Numbers, order: 0),
        Of(x => Ad.Clip(x, 0, 1), In((-3, -0.1), (0.1, 0.9), (1.1, 3)), x => Math.Clamp(x, 0, 1), dtypes: Numbers, edges: [(0, 0, 0.5), (1, 1, 0.5), (double.NaN, double.NaN, 0)]),
        Of(x => Ad.Clip(x, 1, 0), In(-3, -0.1), x => 0, edges: [(0.3, 0, 0), (1, 0, 0)]),
        Of(lo => Ad.Clip(-2.0, lo, 1.0), In(-1, 0.5), x => x, edges: [(-1, -1, 1), (2, 1, 0)]),
        Of(hi => Ad.Clip(2.0, -1.0, hi), In(-0.9, 1.9), x => x, edges: [(1, 1, 1), (-3, -3, 1)]),
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
