using static Autodiff.Core.Tests.Laws.Domain;
using static Autodiff.Core.Tests.Laws.Row;

namespace Autodiff.Core.Tests.Laws;

/// <summary>Reductions, over all axes and some.</summary>
static class ReductionRows
{
    public static IEnumerable<Row> All =>
    [
        Of(x => Ad.Sum(x), In(-3, 3), dtypes: Row.All),
        Of(x => Ad.Sum(x, -1, true), In(-3, 3), shapes: Shapes.Ranks(1, 3)),
        Of(x => Ad.Sum(x * x, axis: new Axes(0, -1)), In(-3, 3), shapes: Shapes.Ranks(2, 3)),
    ];
}
