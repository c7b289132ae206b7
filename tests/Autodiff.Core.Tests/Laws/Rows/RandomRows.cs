using static Autodiff.Core.Tests.Laws.Domain;
using static Autodiff.Core.Tests.Laws.Row;

namespace Autodiff.Core.Tests.Laws;

/// <summary>Random numbers, functions of a key.</summary>
static class RandomRows
{
    static readonly DType[] key = [DType.U32];

    public static IEnumerable<Row> All =>
    [
        Of(x => Ad.RandomKey(x), In(-9, 9), dtypes: Whole, shapes: Shapes.Of(default(Shape)), order: 0),
        Of(x => Ad.RandomSplit(x), Keys, dtypes: key, shapes: Shapes.Of(2), order: 0),
        Of(x => Ad.RandomSplit(x, 5), Keys, dtypes: key, shapes: Shapes.Of(2), order: 0),
        Of((x, y) => Ad.RandomFoldIn(x, y), Keys, Integers(0, 9), dtypes: key, shapes: Shapes.Of(2, default), order: 0),
        Of(x => Ad.RandomBits(x, new Shape(2, 3)), Keys, dtypes: key, shapes: Shapes.Of(2), order: 0),
        Of(x => Ad.RandomUniform(x, new Shape(2, 3)), Keys, dtypes: key, shapes: Shapes.Of(2), order: 0),
        Of(x => Ad.RandomUniform(x, new Shape(0), "f32"), Keys, dtypes: key, shapes: Shapes.Of(2), order: 0),
        Of(x => Ad.RandomUniform(x, default, "f32"), Keys, dtypes: key, shapes: Shapes.Of(2), order: 0),
        Of(x => Ad.RandomNormal(x, new Shape(3)), Keys, dtypes: key, shapes: Shapes.Of(2), order: 0),
        Of(x => Ad.RandomNormal(x, new Shape(0), "f32"), Keys, dtypes: key, shapes: Shapes.Of(2), order: 0),
        Of((x, k) => x * Ad.RandomNormal(k, new Shape(3), "f32"), In(-3, 3), Keys, shapes: Shapes.Of(3, 2), dtypes: [DType.F32]),
        Of(x => Ad.RandomInt(x, new Shape(2, 3), -5, 9), Keys, dtypes: key, shapes: Shapes.Of(2), order: 0),
        Of((x, low) => Ad.RandomInt(x, new Shape(2, 3), low, 5, "i64"), Keys, Integers(-9, 9), dtypes: key, shapes: Shapes.Of(2, 3), order: 0),
        Of((x, p) => Ad.RandomBernoulli(x, p, new Shape(2, 3)), Keys, In(0, 1).As(DType.F64), dtypes: key, shapes: Shapes.Of(2, 3), order: 0),
        Of(x => Ad.RandomBernoulli(x, 0.3), Keys, dtypes: key, shapes: Shapes.Of(2), order: 0),
        Of(x => Ad.RandomPermutation(x, 5), Keys, dtypes: key, shapes: Shapes.Of(2), order: 0),
        Of((x, k) => Ad.RandomPermutation(k, x), In(-3, 3), Keys, dtypes: Row.All, shapes: Shapes.OneOf([new(3, 2), 2], [new(0, 2), 2])),
        Of((x, k) => Ad.RandomCategorical(k, x), In(-3, 3), Keys, shapes: Shapes.Of(new(2, 3), 2), order: 0),
        Of((x, k) => Ad.RandomCategorical(k, x, 0, new Shape(4, 2)), In(-3, 3), Keys, shapes: Shapes.OneOf([new(3, 2), 2], [new(3, 1), 2]), order: 0),
    ];
}
