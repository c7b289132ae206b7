using static Autodiff.Core.Tests.Laws.Domain;
using static Autodiff.Core.Tests.Laws.Row;

namespace Autodiff.Core.Tests.Laws;

/// <summary>What moves elements and computes nothing.</summary>
static class ShapeRows
{
    public static IEnumerable<Row> All =>
    [
        Of(x => Ad.Reshape(x, new Axes(-1)), In(-3, 3), dtypes: Row.All),
        Of(x => Ad.Reshape(x, new Axes(3, 1, -1)), In(-3, 3), shapes: Shapes.OneOf([new(2, 3)], [new(3, 0)], [new(6)])),
        Of(x => Ad.Transpose(x), In(-3, 3), dtypes: Row.All),
        Of(x => Ad.Transpose(x, new Axes(1, -1, 0)), In(-3, 3), shapes: Shapes.Ranks(3, 3)),
        Of(x => Ad.BroadcastTo(x, new Shape(2, 3, 4)), In(-3, 3), dtypes: Row.All, shapes: Shapes.OneOf([[]], [[4]], [new(3, 1)], [new(1, 3, 4)], [new(2, 1, 1)])),
        Of(x => Ad.BroadcastTo(x, new Shape(0, 3)), In(-3, 3), shapes: Shapes.OneOf([[]], [[3]], [new(1, 1)])),
    ];
}
