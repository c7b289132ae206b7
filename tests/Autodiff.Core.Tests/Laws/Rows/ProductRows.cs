using static Autodiff.Core.Tests.Laws.Domain;
using static Autodiff.Core.Tests.Laws.Row;

namespace Autodiff.Core.Tests.Laws;

/// <summary>Products of matrices, and operations that use them.</summary>
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
        Of((x, y) => Ad.Einsum("ij,jk", x, y), In(-2, 2), In(-2, 2), dtypes: Numbers, shapes: Shapes.OneOf([new(2, 3), new(3, 2)], [new(2, 1), new(3, 2)], [new(0, 3), new(3, 2)])),
        Of((x, y) => Ad.Einsum("...ij,jk->...ik", x, y), In(-2, 2), In(-2, 2), shapes: Shapes.OneOf([new(2, 2, 3), new(3, 2)], [new(2, 3), new(3, 1)])),
        Of((x, y) => Ad.Einsum("b...i,...i->b...", x, y), In(-2, 2), In(-2, 2), shapes: Shapes.OneOf([new(2, 3, 2), new(3, 2)], [new(2, 1, 2), new(3, 2)], [new(2, 2), [2]])),
        Of((x, y) => Ad.Einsum("ij,ik->kji", x, y), In(-2, 2), In(-2, 2), shapes: Shapes.Of(new(2, 3), new(2, 2))),
        Of((x, y) => Ad.Einsum("ij,kl->", x, y), In(-2, 2), In(-2, 2), shapes: Shapes.Of(new(2, 3), new(2, 2))),
        Of((x, y) => Ad.Einsum("iij,jk->ik", x, y), In(-2, 2), In(-2, 2), shapes: Shapes.Of(new(2, 2, 3), new(3, 2))),
        Of((x, y, z) => Ad.Einsum("i,ij,j->", x, y, z), In(-2, 2), In(-2, 2), In(-2, 2), shapes: Shapes.Of(2, new(2, 3), 3)),
        Of((x, y, z) => Ad.Einsum("bi,bij,bj->b", x, y, z), In(-2, 2), In(-2, 2), In(-2, 2), shapes: Shapes.Of(new(2, 2), new(2, 2, 3), new(1, 3))),
        Of(x => Ad.Einsum("ii->", x), In(-2, 2), dtypes: Numbers, shapes: Shapes.Of(new Shape(3, 3))),
        Of(x => Ad.Einsum("iji->ji", x), In(-2, 2), dtypes: Numbers, shapes: Shapes.OneOf([new(2, 3, 2)], [new(0, 3, 0)])),
        Of(x => Ad.Einsum("ba", x), In(-2, 2), shapes: Shapes.Ranks(2, 2)),
        Of((x, y) => Ad.TensorDot(x, y), In(-2, 2), In(-2, 2), dtypes: Numbers, shapes: Shapes.OneOf([new(2, 3, 2), new(3, 2, 2)], [new(3, 2), new(3, 2)])),
        Of((x, y) => Ad.TensorDot(x, y, 0), In(-2, 2), In(-2, 2), shapes: Shapes.OneOf([[2], new(3, 2)], [[], [3]])),
        Of((x, y) => Ad.TensorDot(x, y, Tensor.Of<int>([1, -1, 0, 1], [2, 2])), In(-2, 2), In(-2, 2), shapes: Shapes.Of(new(2, 3, 2), new(3, 2, 2))),
        Of((x, y) => Ad.TensorDot(x, y, Tensor.Of(0, 1)), In(-2, 2), In(-2, 2), shapes: Shapes.Of(new(2, 3), new(3, 2))),
        Of(Ad.Kron, In(-2, 2), In(-2, 2), dtypes: Numbers, shapes: Shapes.OneOf([new(2, 3), new(2, 2)], [[2], new(2, 2)], [[], [3]], [new(2, 1, 2), new(3, 1)], [[0], [2]])),
    ];
}
