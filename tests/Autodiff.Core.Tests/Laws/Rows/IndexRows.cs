using static Autodiff.Core.Tests.Laws.Domain;
using static Autodiff.Core.Tests.Laws.Row;

namespace Autodiff.Core.Tests.Laws;

/// <summary>Reads and writes at indices. Some computed indices are negative or out of range.</summary>
static class IndexRows
{
    /// <summary>Gathers with batch axes, as vmap makes them.</summary>
    static Value Rows(Value x, Value i, OutOfRange mode) =>
        Tracing.Binding.Bind(new Gather(new(new Axes(1), default, new Axes(1), new Axes(0), new Axes(0)), new Shape(1, 2), mode), x, Ad.ExpandDims(i, -1));

    static Value Scattered(ScatterKind kind, Value x, Value i, Value u, bool unique = false) =>
        Tracing.Binding.Bind(new Scatter(new(new Axes(1), new Axes(0), new Axes(0)), kind, unique), x, Ad.ExpandDims(i, -1), u);

    public static IEnumerable<Row> All =>
    [
        Of(x => Ad.Index(x, new object?[] { -1 }), In(-3, 3), dtypes: Row.All, shapes: Shapes.NotEmpty(1, 3)),
        Of(x => Ad.Index(x, new object?[] { 1, null, new[] { 2, 0, 2 } }), In(-3, 3), dtypes: Row.All, shapes: Shapes.OneOf([new(2, 2, 3)], [new(3, 0, 4)])),
        Of(x => Ad.Index(x, new object?[] { new[] { 1, 3 }, -2 }), In(-3, 3), shapes: Shapes.Of(new Shape(4, 3, 2))),
        Of(x => Ad.Index(x, new object?[] { new object[] { 0, 1 }, null, new object[] { 1, 0 } }), In(-3, 3), shapes: Shapes.Of(new Shape(2, 2, 3))),
        Of((x, i) => Ad.Index(x, new object?[] { i }), In(-3, 3), Integers(-2, 1), shapes: Shapes.OneOf([[2], []], [new(3, 2), [2]], [new(2, 0), new(1, 3)])),
        Of((x, i) => Ad.Index(x, new object?[] { i, null }), In(-3, 3), Integers(-6, 5), order: 0, dtypes: Row.All, shapes: Shapes.OneOf([new(3, 2), [2]], [new(2, 0), new(1, 3)])),
        Of((x, i, j) => Ad.Index(x, new object?[] { i, 1, j }), In(-3, 3), Integers(-3, 2), Integers(-2, 1), shapes: Shapes.OneOf([new(3, 2, 2), [], []], [new(3, 2, 2), [], [3]], [new(3, 2, 2, 2), [2], new(2, 1)])),
        Of((x, i) => Ad.Index(x, new object?[] { null, new object[] { i, 0 } }), In(-3, 3), Integers(0, 2), shapes: Shapes.Of(new(2, 3), [])),
        Of((x, i) => Ad.Take(x, i), In(-3, 3), Integers(-3, 2), dtypes: Row.All, shapes: Shapes.OneOf([new(3), new(2, 2)], [new(2, 3), []], [[4], [0]])),
        Of((x, i) => Ad.Take(x, i, 1), In(-3, 3), Integers(0, 2), dtypes: Row.All, shapes: Shapes.OneOf([new(2, 3), new(2, 2)], [new(2, 4, 2), []])),
        Of(i => Ad.OneHot(i, 3), Integers(-1, 4), order: 0),
        Of((x, i) => x * Ad.OneHot(i, 3, "f32"), In(-3, 3), Integers(-1, 4), shapes: Shapes.OneOf([new(2, 3), [2]], [[3], []])),
        Of((x, i) => Rows(x, i, OutOfRange.Clamp), In(-3, 3), Integers(0, 2), dtypes: Row.All, shapes: Shapes.Of(new(3, 4), [3])),
        Of((x, i) => Rows(x, i, OutOfRange.Zero), In(-3, 3), Integers(-2, 4), dtypes: Row.All, shapes: Shapes.Of(new(3, 4), [3])),
        Of((x, i, j) => Ad.DynamicSlice(x, new[] { i, j }, new Shape(2, 1)), In(-3, 3), Integers(-5, 4), Integers(-3, 3), dtypes: Row.All, shapes: Shapes.Of(new(4, 2), [], [])),
        Of((x, i) => Ad.DynamicSlice(x, new[] { i, 0 }, new Shape(2, 3)), In(-3, 3), Integers(-5, 4), shapes: Shapes.Of(new(4, 3), [])),
        Of((x, u, i) => Ad.DynamicUpdateSlice(x, u, new[] { i, 1 }), In(-3, 3), In(-3, 3), Integers(-5, 4), dtypes: Row.All, shapes: Shapes.OneOf([new(4, 3), new(2, 2), []], [new(3, 2), new(1, 0), []])),
        Of((x, i, u) => Scattered(ScatterKind.Add, x, i, u), In(-3, 3), Integers(-1, 3), In(-3, 3), dtypes: Numbers, shapes: Shapes.OneOf([new(3, 2), [4], new(4, 2)], [new(2, 2), new(2, 1), new(2, 2, 1)])),
        Of((x, i) => Scattered(ScatterKind.Multiply, x, i, Ad.Cast(Tensor.Of([2, -1, 3, 0, 1, 2, -2, 1], [4, 2]), x.DType)), In(-3, 3), Integers(-1, 3), dtypes: Numbers, shapes: Shapes.Of(new(3, 2), [4])),
        Of((x, u) => Scattered(ScatterKind.Multiply, x, new[] { 2, 0 }, u, true), In(-3, 3), In(-3, 3), shapes: Shapes.Of(new(3, 2), new(2, 2))),
        Of((x, i, u) => Scattered(ScatterKind.Max, x, i, u), Lattice(0.5, 0), Integers(-1, 3), Lattice(0.5, 0.5), dtypes: Numbers, shapes: Shapes.Of(new(3, 2), [2], new(2, 2))),
        Of((x, i, u) => Scattered(ScatterKind.Min, x, i, u), Lattice(0.5, 0), Integers(-1, 3), Lattice(0.5, 0.5), dtypes: Numbers, shapes: Shapes.Of(new(3, 2), [2], new(2, 2))),
        Of((x, i, u) => Scattered(ScatterKind.Update, x, i, u), In(-3, 3), Integers(-1, 3), In(-3, 3), dtypes: Row.All, shapes: Shapes.Of(new(3, 2), [4], new(4, 2))),
        Of((x, i) => Ad.TakeAlongAxis(x, i), In(-3, 3), Integers(-2, 1), dtypes: Row.All, shapes: Shapes.OneOf([[2], [3]], [new(3, 2), new(3, 2)], [new(2, 1, 4), new(1, 3, 2)], [new(0, 2), new(0, 1)])),
        Of((x, i) => Ad.TakeAlongAxis(x, i, 0), In(-3, 3), Integers(-2, 1), shapes: Shapes.OneOf([new(2, 3), new(1, 3)], [new(3, 1), new(2, 2)])),
        Of((x, i, u) => Ad.IndexAdd(x, i, u), In(-3, 3), Integers(-4, 4), In(-3, 3), dtypes: Numbers, shapes: Shapes.OneOf([[3], [4], [4]], [new(3, 2), new(2, 2), [2]], [new(3, 2), [1], []])),
        Of((x, u) => Ad.IndexMultiply(x, new[] { 2, -3 }, u), In(-3, 3), In(-3, 3), dtypes: Numbers, shapes: Shapes.OneOf([[3], [2]], [new(3, 2), new(2, 1)])),
        Of((x, i, u) => Ad.IndexMax(x, i, u), Lattice(0.5, 0), Integers(-4, 4), Lattice(0.5, 0.5), dtypes: Numbers, shapes: Shapes.OneOf([[3], [2], [2]], [new(2, 2), [2], []])),
        Of((x, i, u) => Ad.IndexMin(x, i, u), Lattice(0.5, 0), Integers(-4, 4), Lattice(0.5, 0.5), dtypes: Numbers, shapes: Shapes.OneOf([[3], [2], [2]], [new(2, 2), [2], []])),
        Of((x, i, u) => Ad.IndexUpdate(x, i, u), In(-3, 3), Integers(-4, 4), In(-3, 3), dtypes: Row.All, shapes: Shapes.OneOf([[3], [4], [4]], [new(3, 2), [3], []])),
        Of((x, u) => Ad.IndexUpdate(x, new[] { 1, -1 }, u), In(-3, 3), In(-3, 3), dtypes: Row.All, shapes: Shapes.OneOf([[3], [2]], [new(4, 2), []])),
        Of((a, v) => Ad.SearchSorted(Ad.CumSum(a), v), In(0.1, 1), In(-1, 5), dtypes: Numbers, shapes: Shapes.OneOf([[5], [4]], [[1], []], [[0], [2]], [[8], new(2, 2)]), order: 1),
        Of((a, v) => Ad.SearchSorted(a * 0 + new[] { -1, 0, 0, 1 }, v, "right"), Ties, Ties, dtypes: [DType.I32, .. Floats], shapes: Shapes.Of([4], [6]), order: 1),
        Of((x, f) => Ad.Interp(x, Ad.Cast(new[] { 0, 1, 3, 4 }, x.DType), f), In((-0.9, -0.1), (0.1, 0.9), (1.1, 2.9), (3.1, 3.9), (4.1, 5)), In(-3, 3), shapes: Shapes.OneOf([[3], [4]], [new(2, 2), [4]], [[], [4]])),
        Of((x, p, f) => Ad.Interp(x, Ad.CumSum(p), f, -1, x * x), In((-0.9, -0.1), (0.1, 0.9), (1.3, 1.7), (3, 4)), Lattice(1, 0.005, 1, 1), In(-3, 3), shapes: Shapes.OneOf([[3], [2], [2]], [[2], [1], [1]])),
        Of(i => Ad.Bincount(i, 4), Integers(-2, 5), shapes: Shapes.OneOf([[6]], [[0]]), order: 0),
        Of((i, w) => Ad.Bincount(i, 3, w), Integers(-1, 4), In(-3, 3), dtypes: Numbers, shapes: Shapes.OneOf([[6], [6]], [[0], [0]])),
    ];
}
