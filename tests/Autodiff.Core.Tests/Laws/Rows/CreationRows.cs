using static Autodiff.Core.Tests.Laws.Domain;
using static Autodiff.Core.Tests.Laws.Row;

namespace Autodiff.Core.Tests.Laws;

/// <summary>Constants and ranges.</summary>
static class CreationRows
{
    public static IEnumerable<Row> All =>
    [
        Many(_ => [Ad.Zeros(new Shape(2, 3)), Ad.Zeros(3, "i32"), Ad.Ones(default), Ad.Ones(new Shape(2, 0), "bool"), Ad.Eye(3), Ad.Eye(0, "f32")], Shapes.Of(), [], [DType.F64], order: 0),
        Many(_ => [Ad.Arange(5), Ad.Arange(1, 2, 0.25), Ad.Arange(5, 1, -2), Ad.Arange(3, 3), Ad.Arange(0, 4, dtype: "f32")], Shapes.Of(), [], [DType.F64], order: 0),
        Of(x => Ad.Full(new Shape(2, 3), x), In(-3, 3), dtypes: Row.All, shapes: Shapes.OneOf([[]], [[3]], [[1]])),
        Of(x => Ad.Full(2, x, "f32"), In(-3, 3), dtypes: Whole, shapes: Shapes.Of(default(Shape)), order: 0),
        Of(x => Ad.ZerosLike(x) + x, In(-3, 3), dtypes: Numbers),
        Of(x => Ad.OnesLike(x) * x, In(-3, 3), dtypes: Numbers),
        Of(x => x * Ad.Ones(new Shape(2, 3), "f32") + Ad.Zeros(3), In(-3, 3), shapes: Shapes.OneOf([[3]], [new(2, 1)])),
        Of(x => x * Ad.Arange(5, -1, -2, "i32"), In(-3, 3), dtypes: Numbers, shapes: Shapes.Of(3)),
        Of((x, y) => Ad.Linspace(x, y, 4), In(-3, 3), In(-3, 3), dtypes: Numbers, shapes: Shapes.OneOf([[], []], [[2], new(3, 1)])),
        Of((x, y) => Ad.Linspace(x, y, 3, false, "f32"), In(-3, 3), In(-3, 3), shapes: Shapes.OneOf([[], []], [[2], []]), order: 1, loose: 1e4),
    ];
}
