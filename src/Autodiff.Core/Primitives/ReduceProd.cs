using Autodiff.Families;
using Autodiff.Tracing;

namespace Autodiff;

/// <summary>The product along axes, which are removed (StableHLO reduce with multiply). Integers wrap around.</summary>
/// <param name="Over">The axes.</param>
sealed record ReduceProd(Axes Over) : Reduction(Over)
{
    protected override string Hlo => "stablehlo.multiply";

    protected override Tensor Identity(DType dtype) => Tensor.Full(new(dtype, default), 1);

    protected override void Accumulate<T, A>(ReadOnlySpan<Tensor> x, Destination y) =>
        Reducing.Fold<T, A>(x[0], y, Over, A.One, (p, v) => unchecked(p * A.CreateTruncating(v)), T.CreateTruncating);

    // The product rule for pairs, halving the elements until one is left. It never divides y by x, so that derivatives of any order are exact where elements are zero.
    public override (Value Y, Value? DY) JvpOne(Value[] x, Value?[] dx)
    {
        var y = this.Bind(x[0]);
        var (p, dp) = (Rows(x[0]), Rows(dx[0]!));
        int axis = p.Rank - 1, n = p.Type.Shape[axis];
        if (n == 0) return (y, null);
        var product = new Multiply();
        for (; n > 1; n = (n + 1) / 2)
        {
            if (n % 2 == 1) (p, dp) = (Ad.PadAxis(p, axis, 0, 1, 1), Ad.PadAxis(dp, axis, 0, 1, 0));
            int half = (n + 1) / 2;
            Value Left(Value v) => Ad.SliceAxis(v, axis, 0, half);
            Value Right(Value v) => Ad.SliceAxis(v, axis, half, 2 * half);
            (p, dp) = product.JvpOne([Left(p), Right(p)], [Left(dp), Right(dp)]) is var (a, b) ? (a, b!) : default;
        }
        return (y, Ad.Reshape(dp, y.Type.Shape));
    }

    /// <summary>The operand with the reduced axes merged into one, the last.</summary>
    Value Rows(Value x)
    {
        var kept = Over.Complement(x.Rank);
        var shape = x.Type.Shape;
        return Ad.Reshape(Ad.Permute(x, [.. kept, .. Over]), new Shape([.. shape.Select(kept), (int)shape.Select(Over).Size]));
    }
}

public static partial class Ad
{
    /// <summary>The product over axes (jnp.prod). The gradient is exact even where elements are 0.</summary>
    /// <param name="x">A value of any dtype; bool, i32 and u32 become i64.</param>
    /// <param name="axis">An axis or a list of axes; negative values count from the end. Default: all axes.</param>
    /// <param name="keepDims">Whether the reduced axes stay, with size 1. Default: false.</param>
    public static Value Prod(Value x, Axes? axis = null, bool keepDims = false)
    {
        Given(x);
        var axes = NormalizeAxes(axis, x.Rank);
        x = Widened(x);
        return KeepDims(axes.Count == 0 ? x : new ReduceProd(axes).Bind(x), x, axis, keepDims);
    }
}
