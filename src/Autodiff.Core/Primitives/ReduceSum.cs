using System.Numerics;
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

    // f32 is accumulated in f64: a plain f32 sum of ones stops growing at 2^24.
    protected override Tensor EvaluateOne(Tensor[] x, TensorType y) => y.DType.Code switch
    {
        TypeCode.Double => Sum<double, double>(x[0], y),
        TypeCode.Single => Sum<float, double>(x[0], y),
        TypeCode.Int32 => Sum<int, int>(x[0], y),
        TypeCode.Int64 => Sum<long, long>(x[0], y),
        TypeCode.UInt32 => Sum<uint, uint>(x[0], y),
        _ => throw Error("is not defined for bool.", ErrorId.InvalidDType),
    };

    Tensor Sum<T, A>(Tensor x, TensorType type) where T : INumber<T> where A : INumber<A>
    {
        if (x.IsSplat)
        {
            // All sums are equal. For no elements they are 0, even if the splat is infinite. Adding 0 gives the sum of −0 the sign that a loop gives it.
            long count = x.Type.Shape.Select(Over).Size;
            return new(type, new[] { count == 0 ? T.Zero : T.CreateTruncating(unchecked(A.Zero + A.CreateTruncating(x.Span<T>()[0]) * A.CreateTruncating(count))) });
        }
        var sums = new A[type.Shape.Size];
        // Compensated summation (Neumaier): the error does not grow with the length.
        var lost = new A[sums.Length];
        var elements = x.Elements<T>();
        int n = 0;
        foreach (int at in new Positions(x.Type.Shape, Reducing.Strides(x.Type.Shape, Over)))
        {
            var v = A.CreateTruncating(elements[n++]);
            var s = unchecked(sums[at] + v);
            if (s is double && A.IsFinite(s)) lost[at] = unchecked(lost[at] + (A.Abs(sums[at]) >= A.Abs(v) ? sums[at] - s + v : v - s + sums[at]));
            sums[at] = s;
        }
        var r = new T[sums.Length];
        for (int i = 0; i < r.Length; i++) r[i] = T.CreateTruncating(A.IsFinite(sums[i]) ? unchecked(sums[i] + lost[i]) : sums[i]);
        return new(type, r);
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
