using Autodiff.Families;
using Autodiff.StableHlo;
using Autodiff.Tracing;

namespace Autodiff;

/// <summary>Sums along axes, which are removed (StableHLO reduce with add). The transpose is a broadcast.</summary>
/// <param name="Over">The axes.</param>
sealed record ReduceSum(Axes Over) : Linear
{
    public override string Parameters => $"axes={Over}";

    protected override TensorType Infer(TensorType x) => x.With(x.Shape.Without(Over));

    protected override long Stored(Tensor[] x, TensorType y) => Reducing.Stored(x[0], y);

    protected override void Accumulate<T, A>(ReadOnlySpan<Tensor> x, Destination y)
    {
        var elements = x[0].Elements<T>();
        var to = y.Elements<T>();
        var shape = x[0].Type.Shape;
        if (x[0].IsSplat)
        {
            // Adding 0 turns -0 into 0, as in a sum.
            to.Fill(T.CreateTruncating(unchecked(A.Zero + A.CreateTruncating(elements[0]) * A.CreateTruncating(shape.Select(Over).Size))));
            return;
        }
        var sums = new A[to.Length];
        // Compensated summation (Neumaier): the error does not grow with the length.
        var lost = new A[sums.Length];
        int n = 0;
        foreach (int at in new Positions(shape, Reducing.Strides(shape, Over)))
        {
            var v = A.CreateTruncating(elements[n++]);
            var s = unchecked(sums[at] + v);
            if (s is double && A.IsFinite(s)) lost[at] = unchecked(lost[at] + (A.Abs(sums[at]) >= A.Abs(v) ? sums[at] - s + v : v - s + sums[at]));
            sums[at] = s;
        }
        for (int i = 0; i < to.Length; i++) to[i] = T.CreateTruncating(A.IsFinite(sums[i]) ? unchecked(sums[i] + lost[i]) : sums[i]);
    }

    protected override Value LinearTranspose(Value ct, TensorType x) => Ad.Broadcast(ct, x.Shape, Over.Complement(x.Rank));

    protected override Value Batch(Value x, int size) => new ReduceSum(Over.Shift(1)).Bind(x);

    protected override HloValue LowerOne(Hlo hlo, HloValue[] x, TensorType y) => Reducing.Lower(hlo, x[0], y, Over, "stablehlo.add", Tensor.Zeros(new(y.DType, default)));
}

public static partial class Ad
{
    /// <summary>The sum over axes (jnp.sum).</summary>
    /// <param name="x">A value of any dtype; bool, i32 and u32 become i64.</param>
    /// <param name="axis">An axis or a list of axes; negative values count from the end. Default: all axes.</param>
    /// <param name="keepDims">Whether the reduced axes stay, with size 1. Default: false.</param>
    public static Value Sum(Value x, Axes? axis = null, bool keepDims = false)
    {
        Given(x);
        return KeepDims(ReduceSum(Widened(x), NormalizeAxes(axis, x.Rank)), x, axis, keepDims);
    }

    internal static Value ReduceSum(Value x, Axes axes) => axes.Count == 0 ? x : new ReduceSum(axes).Bind(x);
}
