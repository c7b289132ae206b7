using static Autodiff.Core.Tests.Laws.Domain;
using static Autodiff.Core.Tests.Laws.Row;

namespace Autodiff.Core.Tests.Laws;

/// <summary>Operations that move elements and compute nothing.</summary>
static class ShapeRows
{
    public static IEnumerable<Row> All =>
    [
        Of(x => Ad.Reshape(x, new IntegerList(-1)), In(-3, 3), dtypes: Row.All),
        Of(x => Ad.Reshape(x, new IntegerList(3, 1, -1)), In(-3, 3), shapes: Shapes.OneOf([new(2, 3)], [new(3, 0)], [new(6)])),
        Of(x => Ad.Transpose(x), In(-3, 3), dtypes: Row.All),
        Of(x => Ad.Transpose(x, new Axes(1, -1, 0)), In(-3, 3), shapes: Shapes.Ranks(3, 3)),
        Of(x => Ad.BroadcastTo(x, new Shape(2, 3, 4)), In(-3, 3), dtypes: Row.All, shapes: Shapes.OneOf([[]], [[4]], [new(3, 1)], [new(1, 3, 4)], [new(2, 1, 1)])),
        Of(x => Ad.BroadcastTo(x, new Shape(0, 3)), In(-3, 3), shapes: Shapes.OneOf([[]], [[3]], [new(1, 1)])),
        Of(x => Ad.Ravel(x), In(-3, 3), dtypes: Row.All),
        Of(x => Ad.ExpandDims(x, new Axes(0, -1)), In(-3, 3)),
        Of(x => Ad.Squeeze(x), In(-3, 3)),
        Of(x => Ad.Squeeze(x, -2), In(-3, 3), shapes: Shapes.OneOf([new(1, 3)], [new(2, 1, 3)], [new(1, 0)])),
        Of((x, y) => Ad.Concatenate(new[] { x, y, x }, -1), In(-3, 3), In(-3, 3), dtypes: Row.All, shapes: Shapes.OneOf([[3], [2]], [new(2, 3), new(2, 0)], [new(0, 1), new(0, 2)], [new(2, 1, 2), new(2, 1, 3)])),
        Of((x, i) => Ad.Concatenate(new[] { x, i }), In(-3, 3), Integers(-3, 3), shapes: Shapes.OneOf([new(2, 3), new(1, 3)], [[0], [2]])),
        Of((x, y) => Ad.Stack(new[] { x, y }), In(-3, 3), In(-3, 3), dtypes: Row.All, shapes: Shapes.Same(2)),
        Of((x, y) => Ad.Stack(new[] { x, y, x }, -1), In(-3, 3), In(-3, 3), shapes: Shapes.Same(2, most: 2)),
        Many(v => Ad.Unstack(v[0]), Shapes.OneOf([[3]], [new(2, 3)], [new(2, 0)], [new(2, 1, 3)]), [In(-3, 3)], dtypes: Row.All),
        Many(v => Ad.Unstack(v[0], -1), Shapes.OneOf([[2]], [new(2, 3)], [new(0, 3)], [new(2, 3, 2)]), [In(-3, 3)], dtypes: Row.All),
        Of(x => Ad.Flip(x), In(-3, 3), dtypes: Row.All),
        Of(x => Ad.Flip(x, new Axes(0, -1)), In(-3, 3), shapes: Shapes.Ranks(2, 3)),
        Of(x => Ad.Slice(x, new IntegerList(1, 0), new IntegerList(3, 4)), In(-3, 3), dtypes: Row.All, shapes: Shapes.OneOf([new(4, 5)], [new(3, 4)])),
        Of(x => Ad.Slice(x, new IntegerList(1, 0), new IntegerList(4, 3), new IntegerList(2, 3)), In(-3, 3), shapes: Shapes.OneOf([new(4, 5)], [new(6, 3)])),
        Of(x => Ad.Slice(x, new IntegerList(1), new IntegerList(1)), In(-3, 3), shapes: Shapes.OneOf([[1]], [[3]])),
        Of((x, y) => Ad.Pad(x, Ad.Sum(y), new IntegerList(1, -1), new IntegerList(0, 2), new IntegerList(0, 2)), In(-3, 3), In(-3, 3), dtypes: [DType.I64, DType.F32, DType.F64], shapes: Shapes.OneOf([new(2, 3), [2]], [new(0, 2), []], [new(3, 1), []])),
        Of(x => Ad.Pad(x, Ad.Cast(1, x.DType), new IntegerList(-1, 2), new IntegerList(-2, -1), new IntegerList(2, 0)), In(-3, 3), dtypes: Row.All, shapes: Shapes.OneOf([new(4, 3)], [new(3, 1)], [new(2, 0)])),
        Of(x => Ad.SwapAxes(x, 0, -1), In(-3, 3), dtypes: Row.All, shapes: Shapes.Ranks(1, 3)),
        Of(x => Ad.MoveAxis(x, 0, -1), In(-3, 3), shapes: Shapes.Ranks(1, 3)),
        Of(x => Ad.MoveAxis(x, new Axes(2, 0), new Axes(0, 1)), In(-3, 3), shapes: Shapes.Ranks(3, 3)),
        Of(x => Ad.Roll(x, 2), In(-3, 3), dtypes: Row.All),
        Of(x => Ad.Roll(x, new[] { -1, 4 }, new Axes(1, 0)), In(-3, 3), shapes: Shapes.Ranks(2, 2)),
        Of((x, i) => Ad.Roll(x, i, 0), In(-3, 3), Integers(-5, 5), dtypes: Row.All, shapes: Shapes.OneOf([[3], []], [new(2, 3), []], [new(0, 2), []])),
        Of((x, i) => Ad.Roll(x, i, new Axes(0, 1)), In(-3, 3), Integers(-5, 5), shapes: Shapes.OneOf([new(2, 3), []], [new(2, 3), [2]])),
        Of(x => Ad.Tile(x, new Shape(2, 3)), In(-3, 3), dtypes: Row.All, shapes: Shapes.Ranks(0, 3)),
        Of(x => Ad.Tile(x, new Shape(0)), In(-3, 3), shapes: Shapes.Ranks(1, 2)),
        Of(x => Ad.Repeat(x, 3), In(-3, 3), dtypes: Row.All),
        Of(x => Ad.Repeat(x, 2, 1), In(-3, 3), shapes: Shapes.Ranks(2, 3)),
        Of(x => Ad.Repeat(x, new[] { 2, 0, 1 }, -1), In(-3, 3), shapes: Shapes.OneOf([[3]], [new(2, 3)])),
        Of(x => Ad.Pad(x, Tensor.Of([1, 2, 0, 1], [2, 2])), In(-3, 3), dtypes: Row.All, shapes: Shapes.Ranks(2, 2)),
        Of((x, y) => Ad.Pad(x, new[] { 1, 0 }, y), In(-3, 3), In(-3, 3), shapes: Shapes.OneOf([[3], []], [new(2, 2), []], [[0], []])),
        Of(x => Ad.Pad(x, 2, 1.5), In(-3, 3), shapes: Shapes.Ranks(0, 2)),
        Many(v => Ad.Split(v[0], 3, 1), Shapes.OneOf([new(2, 6)], [new(2, 3, 2)], [new(1, 0)]), [In(-3, 3)], dtypes: Row.All),
        Many(v => Ad.Split(v[0], new[] { 1, 3, -1 }), Shapes.OneOf([[5]], [[2]], [new(4, 2)]), [In(-3, 3)]),
        Of(x => Ad.Diagonal(x), In(-3, 3), dtypes: Row.All, shapes: Shapes.Ranks(2, 3)),
        Of(x => Ad.Diagonal(x, 1, -1, 0), In(-3, 3), shapes: Shapes.Ranks(2, 3)),
        Of(x => Ad.Diagonal(x, -1), In(-3, 3), shapes: Shapes.OneOf([new(3, 2)], [new(2, 3)], [new(1, 4)])),
        Of(x => Ad.Tril(x), In(-3, 3), dtypes: Row.All, shapes: Shapes.Ranks(2, 3)),
        Of(x => Ad.Triu(x, 1), In(-3, 3), dtypes: Row.All, shapes: Shapes.Ranks(2, 3)),
        Of(x => Ad.Diff(x), In(-3, 3), dtypes: Row.All, shapes: Shapes.Ranks(1, 3)),
        Of(x => Ad.Diff(x, 2, 0), In(-3, 3), shapes: Shapes.Ranks(1, 2)),
        Many(v => Ad.Meshgrid(v), Shapes.OneOf([[2], [3], [1]], [[], [2], [0]]), [In(-3, 3), In(-3, 3), In(-3, 3)], dtypes: Row.All),
        Many(v => Ad.Meshgrid(v, "ij"), Shapes.Of([2], [3]), [In(-3, 3), In(-3, 3)]),
        Many(v => Ad.Meshgrid(v[0], v[1]), Shapes.Of([2], [3]), [In(-3, 3), In(-3, 3)]),
    ];
}
