using System.Numerics;
using Autodiff.Families;
using Autodiff.Graphs;
using Autodiff.StableHlo;
using Autodiff.Tracing;

namespace Autodiff;

/// <summary>The combinations that Cumulative computes.</summary>
enum CumulativeKind
{
    /// <summary>The sum.</summary>
    Sum,
    /// <summary>The product.</summary>
    Prod,
    /// <summary>The maximum.</summary>
    Max,
    /// <summary>The minimum.</summary>
    Min,
}

/// <summary>Combines each element with all elements before it along an axis (StableHLO reduce_window). Integers wrap around; NaN propagates.</summary>
/// <param name="Kind">The combination.</param>
/// <param name="Axis">The axis.</param>
/// <param name="Reverse">Whether to combine with all elements after it instead. Default: false.</param>
sealed record Cumulative(CumulativeKind Kind, int Axis, bool Reverse = false) : SingleResult
{
    public override bool Chooses => Kind is CumulativeKind.Max or CumulativeKind.Min;

    public override string Name => "cum" + Kind.ToString().ToLowerInvariant();

    public override string Parameters => $"axis={Axis}{(Reverse ? " reverse" : "")}";

    public override TensorType InferOne(TensorType[] x) => x[0].DType != DType.Bool ? x[0] : throw Error("is not defined for bool.", ErrorId.InvalidDType);

    // Sums and products of f32 are accumulated in f64.
    protected override void Accumulate<T, A>(ReadOnlySpan<Tensor> x, Destination y)
    {
        Func<A, A, A> combine = Kind switch
        {
            CumulativeKind.Sum => (a, v) => unchecked(a + v),
            CumulativeKind.Prod => (a, v) => unchecked(a * v),
            CumulativeKind.Max => A.Max,
            _ => A.Min,
        };
        var from = x[0].Elements<T>();
        var to = y.Elements<T>();
        int count = y.Type.Shape[Axis], step = y.Type.Shape.Strides()[Axis];
        for (int row = 0; row < to.Length / Math.Max(1, count); row++)
        {
            int at = row / step * step * count + row % step, by = step;
            if (Reverse) (at, by) = (at + (count - 1) * step, -step);
            var sum = A.CreateTruncating(from[at]);
            for (int i = 0; i < count; i++, at += by)
            {
                if ((i & 0xFFFF) == 0) Interruption.Check();
                if (i > 0) sum = combine(sum, A.CreateTruncating(from[at]));
                to[at] = T.CreateTruncating(sum);
            }
        }
    }

    public override (Value Y, Value? DY) JvpOne(Value[] x, Value?[] dx)
    {
        var y = this.Bind(x[0]);
        if (Kind == CumulativeKind.Sum) return (y, this.Bind(dx[0]!));
        SingleResult pair = Kind switch { CumulativeKind.Prod => new Multiply(), CumulativeKind.Max => new Maximum(), _ => new Minimum() };
        Value Turned(Value v) => Reverse ? new Reverse(Axis).Bind(v) : v;
        return (y, Turned(AssociativeScan.Run(pair, (Turned(x[0]), Turned(dx[0]!)), Axis).Tangent));
    }

    protected override Value?[] TransposeOne(Value ct, Operand[] x) => [(this with { Reverse = !Reverse }).Bind(ct)];

    protected override Value BatchOne(Value[] x, bool[] batched, int size) => (this with { Axis = Axis + 1 }).Bind(x);

    protected override HloValue LowerOne(Hlo hlo, HloValue[] x, TensorType y)
    {
        int count = y.Shape[Axis], rank = y.Rank;
        if (y.Shape.Size == 0) return x[0];
        var window = new int[rank];
        Array.Fill(window, 1);
        window[Axis] = count;
        int low = Reverse ? 0 : count - 1, high = Reverse ? count - 1 : 0;
        string padding = string.Join(", ", Enumerable.Range(0, rank).Select(i => i == Axis ? $"[{low}, {high}]" : "[0, 0]"));
        var (operation, identity) = Kind switch
        {
            CumulativeKind.Sum => ("add", 0.0),
            CumulativeKind.Prod => ("multiply", 1),
            CumulativeKind.Max => ("maximum", double.NegativeInfinity),
            _ => ("minimum", double.PositiveInfinity),
        };
        return hlo.Op("stablehlo.reduce_window", [y], [x[0], hlo.Constant(new TensorType(y.DType, default), identity)],
            $"window_dimensions = {Hlo.I64(window)}, padding = dense<[{padding}]> : tensor<{rank}x2xi64>", () => hlo.Combiner("stablehlo." + operation, y.DType))[0];
    }
}
