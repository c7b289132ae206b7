using Autodiff.Families;
using Autodiff.Tracing;
using static Autodiff.Core.Tests.Laws.Domain;
using static Autodiff.Core.Tests.Laws.Row;

namespace Autodiff.Core.Tests.Laws;

/// <summary>Convolutions and pools.</summary>
static class NetworkRows
{
    static readonly Convolution
        strided = new(new(2, 1), new(1, 0), new(0, 2), new(1, 1), new(1, 2)),
        grouped = new(new(2), new(1), new(1), new(1), new(1), 2),
        dilated = new(new(2), new(2), new(0), new(3), new(2)),
        cropped = new(new(1), new(-1), new(-1), new(2), new(1)),
        places = new([], [], [], [], []);

    static readonly WindowDimensions
        overlapping = new(new(1, 3), new(1, 2), new(0, 1), new(0, 2)),
        apart = new(new(2, 1), new(3, 1), new(0, 0), new(0, 0));

    public static IEnumerable<Row> All =>
    [
        Of((x, k) => Ad.Conv2D(x, k), In(-2, 2), In(-2, 2), dtypes: Numbers, shapes: Shapes.OneOf([new(2, 3, 4, 3), new(2, 3, 2, 2)], [new(1, 1, 2, 2), new(1, 1, 3, 2)], [new(0, 1, 2, 2), new(1, 1, 2, 2)])),
        Of((x, k) => Ad.Conv2D(x, k, 2, "Same"), In(-2, 2), In(-2, 2), shapes: Shapes.OneOf([new(2, 2, 4, 3), new(2, 2, 3, 2)], [new(1, 2, 3, 5), new(3, 2, 1, 3)])),
        Of((x, k) => Ad.Conv2D(x, k, new IntegerList(1, 2)), In(-2, 2), In(-2, 2), shapes: Shapes.Of(new(1, 2, 3, 5), new(2, 2, 2, 2))),
        Of((x, k) => strided.Bind(x, k), In(-2, 2), In(-2, 2), shapes: Shapes.Of(new(2, 2, 4, 4), new(3, 2, 2, 2))),
        Of((x, k) => grouped.Bind(x, k), In(-2, 2), In(-2, 2), dtypes: Numbers, shapes: Shapes.OneOf([new(2, 4, 5), new(6, 2, 3)], [new(1, 2, 2), new(2, 1, 2)])),
        Of((x, k) => dilated.Bind(x, k), In(-2, 2), In(-2, 2), shapes: Shapes.OneOf([new(2, 1, 3), new(2, 1, 2)], [new(1, 2, 1), new(1, 2, 2)])),
        Of((x, k) => cropped.Bind(x, k), In(-2, 2), In(-2, 2), shapes: Shapes.Of(new(2, 1, 4), new(2, 1, 3))),
        Of((x, k) => places.Bind(x, k), In(-2, 2), In(-2, 2), shapes: Shapes.Of(new(3, 2), new(4, 2))),
        Of(x => Ad.MaxPool2D(x, 2), Apart(-3, 3), dtypes: Numbers, shapes: Shapes.OneOf([new(2, 2, 4, 5)], [new(1, 1, 2, 1)], [new(0, 1, 2, 2)])),
        Of(x => Ad.MaxPool2D(x, new IntegerList(2, 3), 1), Apart(-3, 3), shapes: Shapes.Of(new Shape(1, 2, 3, 4))),
        Of(x => Ad.AvgPool2D(x, 2), In(-3, 3), dtypes: Numbers, shapes: Shapes.OneOf([new(2, 2, 4, 5)], [new(1, 1, 2, 1)])),
        Of(x => Ad.AvgPool2D(x, new IntegerList(2, 3), new IntegerList(1, 2)), In(-3, 3), shapes: Shapes.Of(new Shape(1, 2, 3, 5))),
        Of(x => new ReduceWindowSum(overlapping).Bind(x), In(-3, 3), dtypes: Numbers, shapes: Shapes.OneOf([new(2, 5)], [new(2, 1)], [new(0, 3)])),
        Of(x => new ReduceWindowSum(apart).Bind(x), In(-3, 3), shapes: Shapes.OneOf([new(6, 2)], [new(7, 1)], [new(1, 1)])),
        Of(x => new ReduceWindowMax(overlapping).Bind(x), Apart(-3, 3), dtypes: Numbers, shapes: Shapes.OneOf([new(2, 5)], [new(2, 2)])),
        Of(x => new ReduceWindowMax(apart).Bind(x), Ties, dtypes: Numbers, shapes: Shapes.OneOf([new(6, 2)], [new(1, 1)]), order: 0),
        Of((t, x) => new SelectAndGather(overlapping).Bind(t, Ad.StopGradient(x)), In(-3, 3), Apart(-3, 3), shapes: Shapes.Of(new(2, 5), new(2, 5))),
        Of((t, x) => new SelectAndScatter(overlapping).Bind(t, Ad.StopGradient(x)), In(-3, 3), Apart(-3, 3), shapes: Shapes.Of(new(2, 3), new(2, 5))),
    ];
}
