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
        Of(x => Ad.Prod(x), In(-2, 2), dtypes: Row.All),
        Of(x => Ad.Prod(x, 0, true), In(-2, 2), shapes: Shapes.Ranks(1, 3)),
        Of(x => Ad.Prod(x, new Axes(2, 0)), Ties, shapes: Shapes.Ranks(3, 3)),
        Of(x => Ad.Max(x), Apart(-3, 3), dtypes: Row.All, shapes: Shapes.NotEmpty(0, 2)),
        Of(x => Ad.Max(x, -1, true), Apart(-3, 3), dtypes: Numbers, shapes: Shapes.NotEmpty(1, 3)),
        Of(x => Ad.Max(x, 1), Apart(-3, 3), shapes: Shapes.Of(new Shape(0, 3))),
        Of(x => Ad.Min(x), Apart(-3, 3), dtypes: Row.All, shapes: Shapes.NotEmpty(0, 2)),
        Of(x => Ad.Min(x, new Axes(0, 2)), Apart(-3, 3), dtypes: Numbers, shapes: Shapes.NotEmpty(3, 3)),
        Of(x => Ad.All(x), Ties, dtypes: Row.All, order: 1),
        Of(x => Ad.All(x, 0, true), Ties, dtypes: Row.All, shapes: Shapes.Ranks(1, 3), order: 1),
        Of(x => Ad.Any(x), Ties, dtypes: Row.All, order: 1),
        Of(x => Ad.Any(x, -1), Ties, dtypes: Row.All, shapes: Shapes.Ranks(1, 3), order: 1),
        Of(x => Ad.ArgMax(x), Ties, dtypes: Row.All, shapes: Shapes.NotEmpty(0, 3), order: 1),
        Of(x => Ad.ArgMax(x, 1), Ties, dtypes: Row.All, shapes: Shapes.NotEmpty(2, 3), order: 1),
        Of(x => Ad.ArgMin(x, -1, true), Ties, dtypes: Row.All, shapes: Shapes.NotEmpty(1, 3), order: 1),
        Of(x => Ad.Mean(x), In(-3, 3), dtypes: Row.All, shapes: Shapes.NotEmpty(0, 3)),
        Of(x => Ad.Mean(x, -1, true), In(-3, 3), shapes: Shapes.NotEmpty(1, 3)),
        Of(x => Ad.Var(x), In(-3, 3), dtypes: Row.All, shapes: Shapes.NotEmpty(0, 2)),
        Of(x => Ad.Var(x, 0, true, 1), In(-3, 3), shapes: Shapes.OneOf([[3]], [new(2, 3)])),
        Of(x => Ad.Std(x), Apart(-3, 3), dtypes: Row.All, shapes: Shapes.OneOf([[2]], [new(2, 3)])),
        Of(x => Ad.Std(x, new Axes(0, -1), ddof: 0.5), Apart(-3, 3), shapes: Shapes.Of(new Shape(2, 2, 3))),
        Of(x => Ad.LogSumExp(x), In(-3, 3), dtypes: Row.All, shapes: Shapes.NotEmpty(0, 3)),
        Of((x, m) => Ad.Maximum(Ad.LogSumExp(x, 1, true, m), -9), In(-3, 3), Bits, shapes: Shapes.OneOf([new(2, 3), new(2, 3)], [new(2, 3), [3]])),
        Of(x => Ad.Softmax(x), In(-3, 3), dtypes: Row.All, shapes: Shapes.NotEmpty(1, 3)),
        Of((x, m) => Ad.Softmax(x, new Axes(0, 1), m), In(-3, 3), Bits, shapes: Shapes.OneOf([new(2, 3), new(2, 3)], [new(2, 2), []])),
        Of(x => Ad.LogSoftmax(x, 0), In(-3, 3), dtypes: Row.All, shapes: Shapes.NotEmpty(1, 3)),
        Of((x, m) => Ad.Where(m, Ad.LogSoftmax(x, -1, m), 0), In(-3, 3), Bits, shapes: Shapes.OneOf([new(2, 3), new(2, 3)], [[3], [3]])),
        Of(x => Ad.Norm(x), In((-3, -0.5), (0.5, 3)), dtypes: Row.All, shapes: Shapes.NotEmpty(0, 3)),
        Of(x => Ad.Norm(x, -1, true), In((-3, -0.5), (0.5, 3)), shapes: Shapes.NotEmpty(1, 2)),
        Of(x => Ad.Norm(x * Ad.Cast(1e-30, x.DType), 1) / Ad.Cast(1e-30, x.DType), In((-3, -0.5), (0.5, 3)), shapes: Shapes.NotEmpty(2, 2)),
        Of(x => Ad.Norm(x, 0, false, 1), In((-3, -0.5), (0.5, 3)), shapes: Shapes.NotEmpty(1, 2)),
        Of(x => Ad.Norm(x, 0, false, 3.5), In((-3, -0.5), (0.5, 3)), shapes: Shapes.NotEmpty(1, 2)),
        Of(x => Ad.Norm(x, 0, ord: double.PositiveInfinity), Apart(0.5, 3), shapes: Shapes.NotEmpty(1, 2)),
        Of(x => Ad.Norm(x, 0, ord: double.NegativeInfinity), Apart(-3, -0.5), shapes: Shapes.NotEmpty(1, 2)),
        Of(x => Ad.Norm(x, 0, ord: 0), Ties, shapes: Shapes.NotEmpty(1, 2), order: 1),
        Of(x => Ad.CumSum(x), In(-3, 3), dtypes: Row.All),
        Of(x => Ad.CumSum(x, -2), In(-3, 3), shapes: Shapes.Ranks(2, 3)),
        Of(x => Ad.CumProd(x), In(-2, 2), dtypes: Row.All, shapes: Shapes.Ranks(0, 2)),
        Of(x => Ad.CumProd(x, 1), Ties, shapes: Shapes.OneOf([new(2, 5)], [new(1, 1)], [new(3, 4)])),
        Of(x => Ad.CumMax(x, 0), Apart(-3, 3), dtypes: Row.All, shapes: Shapes.OneOf([[7]], [new(4, 2)], [new(3, 0)])),
        Of(x => Ad.CumMin(x), Apart(-3, 3), dtypes: Row.All, shapes: Shapes.OneOf([[6]], [new(3, 2)], [[0]])),
        Of(x => Tracing.Binding.Bind(new Cumulative(CumulativeKind.Max, 1, true), x), Apart(-3, 3), dtypes: Numbers, shapes: Shapes.Of(new Shape(2, 5))),
        Of(x => Tracing.Binding.Bind(new Cumulative(CumulativeKind.Prod, 0, true), x), In(-2, 2), dtypes: Numbers, shapes: Shapes.Of(new Shape(4, 2))),
        Of(x => Ad.CountNonZero(x), Ties, dtypes: Row.All, order: 1),
        Of(x => Ad.CountNonZero(x, 0, true), Ties, dtypes: Row.All, shapes: Shapes.Ranks(1, 3), order: 1),
        Of(x => Ad.Trace(x), In(-3, 3), dtypes: Row.All, shapes: Shapes.Ranks(2, 3)),
    ];
}
