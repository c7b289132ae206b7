using static Autodiff.Core.Tests.Laws.Domain;
using static Autodiff.Core.Tests.Laws.Row;

namespace Autodiff.Core.Tests.Laws;

/// <summary>Sorting.</summary>
static class SortingRows
{
    public static IEnumerable<Row> All =>
    [
        Of(x => Ad.Sort(x), Apart(-3, 3), dtypes: Row.All, shapes: Shapes.Ranks(1, 3)),
        Of(x => Ad.Sort(x, 0), Apart(-3, 3), shapes: Shapes.Ranks(1, 3)),
        Of(x => Ad.Sort(x, -2), Ties, shapes: Shapes.Ranks(2, 3), order: 0),
        Of(x => Ad.ArgSort(x), Ties, dtypes: Row.All, shapes: Shapes.Ranks(1, 3), order: 0),
        Of(x => Ad.ArgSort(x, 0), Ties, shapes: Shapes.Ranks(1, 3), order: 0),
        Many(x => Ad.TopK(x[0], 2), Shapes.OneOf([new(2, 3)], [[4]], [new(0, 2)]), [Apart(-3, 3)], Row.All),
        Many(x => Ad.TopK(x[0], 0), Shapes.Ranks(1, 2), [Ties], order: 0),
        Many(x => Ad.TopK(x[0], 3), Shapes.OneOf([new(2, 3)], [[5]]), [Ties], Row.All, order: 0),
    ];
}
