using static Autodiff.Core.Tests.Laws.Domain;
using static Autodiff.Core.Tests.Laws.Row;

namespace Autodiff.Core.Tests.Laws;

/// <summary>Products of matrices and what is made of them.</summary>
static class ProductRows
{
    public static IEnumerable<Row> All =>
    [
        Of(Ad.MatMul, In(-2, 2), In(-2, 2), dtypes: Numbers, shapes: Shapes.OneOf(
            [[3], [3]], [[3], new(3, 2)], [new(2, 3), [3]], [new(2, 3), new(3, 4)], [new(2, 2, 3), new(3, 2)], [new(3, 1, 2, 3), new(2, 3, 2)], [[2], new(3, 2, 2)],
            [new(2, 0), new(0, 3)], [new(0, 3), new(3, 2)], [new(1, 1), new(1, 1)], [[0], [0]], [new(0, 2, 3), new(3, 1)])),
        Of((x, y) => Ad.Dot(x, y), In(-2, 2), In(-2, 2), dtypes: Numbers, shapes: Shapes.OneOf(
            [[], new(2, 3)], [[2], []], [[3], [3]], [new(2, 3), [3]], [new(2, 3), new(3, 2)], [new(2, 2, 3), new(2, 3, 1)], [[0], [0]])),
        Of(x => Ad.Dot(x, Ad.Transpose(x)), In(-2, 2), shapes: Shapes.Ranks(2, 2)),
        Of(Ad.Outer, In(-2, 2), In(-2, 2), dtypes: Numbers, shapes: Shapes.OneOf([[3], [2]], [[], [2]], [new(2, 2), [3]], [[0], [2]])),
    ];
}
