using Autodiff.Tracing;
using CsCheck;
using static Autodiff.Core.Tests.Laws.Domain;
using static Autodiff.Core.Tests.Laws.Row;

namespace Autodiff.Core.Tests.Laws;

/// <summary>Factors, solutions and determinants of matrices that are not close to singular.</summary>
static class DecompositionRows
{
    static readonly Gen<Shape[]> square = Shapes.OneOf([new(3, 3)], [new(1, 1)], [new(2, 2, 2)], [new(0, 0)], [new(0, 2, 2)], [new(4, 4)]);
    static readonly Gen<Shape[]> systems = Shapes.OneOf([new(3, 3), [3]], [new(3, 3), new(3, 2)], [new(2, 2, 2), new(2, 1)], [new(2, 2), new(3, 2, 2)], [new(1, 1), new(1, 0)]);

    public static IEnumerable<Row> All =>
    [
        Of(x => Ad.Cholesky(x + 4 * Ad.Eye(x.Type.Shape[x.Rank - 1])), In(-1, 1), shapes: square),
        Of((a, b) => Ad.TriangularSolve(a + 3 * Ad.Eye(a.Type.Shape[a.Rank - 1]), b, true), In(-1, 1), In(-2, 2), shapes: systems),
        Of((a, b) => Ad.TriangularSolve(a + 3 * Ad.Eye(a.Type.Shape[a.Rank - 1]), b, false), In(-1, 1), In(-2, 2), shapes: systems),
        Of((a, b) => Ad.Solve(a + 4 * Ad.Eye(a.Type.Shape[a.Rank - 1]), b), In(-1, 1), In(-2, 2), shapes: systems),
        Of((a, b) => Ad.Solve(Ad.Flip(a + 4 * Ad.Eye(3), 0), b), In(-1, 1), In(-2, 2), shapes: Shapes.Of(new(3, 3), new(3, 2))),
        Of(x => Ad.Inv(x + 4 * Ad.Eye(x.Type.Shape[x.Rank - 1])), In(-1, 1), shapes: square),
        Of(x => Ad.Det(x + 2 * Ad.Eye(x.Type.Shape[x.Rank - 1])), In(-1, 1), shapes: square, loose: 10),
        Of(x => Ad.Det(x + 3 * Ad.Eye(4)), In(-1, 1), shapes: Shapes.OneOf([new(4, 4)], [new(2, 4, 4)]), loose: 10),
        Of(x => Ad.Det(x), In(-1, 1), shapes: Shapes.OneOf([new(4, 4)], [new(2, 2, 2)]), order: 1, loose: 10),
        Many(x => Ad.SlogDet(Ad.Flip(x[0] + 4 * Ad.Eye(x[0].Type.Shape[x[0].Rank - 1]), -1)), square, [In(-1, 1)]),
        Many(x => new Lu(false).Bind(Ad.Flip(x[0] + 4 * Ad.Eye(x[0].Type.Shape[x[0].Rank - 1]), -2)), square, [In(-1, 1)]),
        Many(x => new Lu(true).Bind(Ad.Flip(x[0] + Ad.Eye(3) * Tensor.Of<double>([4.0, 7, 11], [3]), -2)), Shapes.OneOf([new(3, 3)], [new(2, 3, 3)]), [In(-1, 1)], [DType.F64]),
    ];
}
