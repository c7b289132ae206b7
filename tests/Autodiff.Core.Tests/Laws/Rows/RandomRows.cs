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
        Of((x, k) => x * Ad.RandomNormal(k, new Shape(3), "f32"), In(-3, 3), Keys, shapes: Shapes.Of(3, 2)),
    ];
}
