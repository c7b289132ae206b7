using System.Numerics;
using Autodiff.StableHlo;
using Autodiff.Tracing;

namespace Autodiff;

/// <summary>
/// The index, an i32, of the greatest or least element along an axis, which is removed (StableHLO reduce of values and indices). NaN propagates; of equal elements
/// the first is chosen.
/// </summary>
/// <param name="Axis">The axis.</param>
/// <param name="Greatest">Whether to find the greatest element; otherwise the least.</param>
sealed record ArgReduce(int Axis, bool Greatest) : SingleResult
{
    public override string Name => Greatest ? "argmax" : "argmin";

    public override string Parameters => $"axis={Axis}";

    public override TensorType InferOne(TensorType[] x) => x[0].DType != DType.Bool
        ? new(DType.I32, x[0].Shape.Without(Axis))
        : throw Error("is not defined for bool.", ErrorId.InvalidDType);

    protected override Tensor? Known(Tensor[] x, TensorType y) => x[0].IsSplat ? Tensor.Zeros(y) : null;

    protected override DType DTypeOfCode(ReadOnlySpan<Tensor> x, TensorType y) => x[0].DType;

    protected override void ComputeNumbers<T>(ReadOnlySpan<Tensor> x, Destination y)
    {
        var elements = x[0].Elements<T>();
        var to = y.Elements<int>();
        int step = x[0].Type.Shape.Strides()[Axis], count = x[0].Type.Shape[Axis];
        for (int n = 0; n < to.Length; n++)
        {
            int first = n / step * step * count + n % step, best = 0;
            for (int i = 1; i < count; i++)
                if (Wins(elements[first + i * step], elements[first + best * step])) best = i;
            to[n] = best;
        }
    }

    bool Wins<T>(T x, T y) where T : INumber<T> => !T.IsNaN(y) && (T.IsNaN(x) || (Greatest ? x > y : x < y));

    public override (Value Y, Value? DY) JvpOne(Value[] x, Value?[] dx) => (this.Bind(x), null);

    protected override Value BatchOne(Value[] x, bool[] batched, int size) => (this with { Axis = Axis + 1 }).Bind(x);

    protected override HloValue LowerOne(Hlo hlo, HloValue[] x, TensorType y)
    {
        var index = hlo.Op("stablehlo.iota", x[0].Type.With(DType.I32), [], $"iota_dimension = {Axis} : i64");
        var worst = Tensor.Full(new(x[0].Type.DType, default), Greatest ? double.NegativeInfinity : double.PositiveInfinity);
        var (value, at) = (new TensorType(x[0].Type.DType, default), new TensorType(DType.I32, default));
        return hlo.Op("stablehlo.reduce", [x[0].Type.With(y.Shape), y], [x[0], index, hlo.Constant(worst), hlo.Constant(at, 0)], $"dimensions = {Hlo.I64([Axis])}", () =>
        {
            var a = hlo.RegionArguments(value, at, value, at);
            var wins = Winner(hlo, a);
            hlo.Return(hlo.Op("stablehlo.select", value, [wins, a[0], a[2]]), hlo.Op("stablehlo.select", at, [wins, a[1], a[3]]));
        })[1];
    }

    // Whether the first pair is chosen. The result does not depend on the order of the pairs, because a backend may combine them in any order.
    HloValue Winner(Hlo hlo, HloValue[] a)
    {
        var truth = new TensorType(DType.Bool, default);
        HloValue Is(string how, HloValue p, HloValue q) => hlo.Op("stablehlo.compare", truth, [p, q], $"comparison_direction = #stablehlo<comparison_direction {how}>");
        HloValue And(HloValue p, HloValue q) => hlo.Op("stablehlo.and", truth, [p, q]);
        HloValue Or(HloValue p, HloValue q) => hlo.Op("stablehlo.or", truth, [p, q]);

        var (better, tie, first) = (Is(Greatest ? "GT" : "LT", a[0], a[2]), Is("EQ", a[0], a[2]), Is("LT", a[1], a[3]));
        if (!a[0].Type.IsFloat) return Or(better, And(tie, first));
        var (nan, otherNaN, otherNumber) = (Is("NE", a[0], a[0]), Is("NE", a[2], a[2]), Is("EQ", a[2], a[2]));
        better = Or(better, And(nan, otherNumber));
        tie = Or(tie, And(nan, otherNaN));
        return Or(better, And(tie, first));
    }
}

public static partial class Ad
{
    /// <summary>The index of the greatest element, an i32 (jnp.argmax). It is that of a NaN, if there is one; of equal elements the first is chosen.</summary>
    /// <param name="x">A value of any dtype.</param>
    /// <param name="axis">An axis; negative values count from the end. Default: all elements in row-major order, as one axis.</param>
    /// <param name="keepDims">Whether the reduced axes stay, with size 1. Default: false.</param>
    /// <exception cref="AdException">There are no elements along the axis.</exception>
    public static Value ArgMax(Value x, Axes? axis = null, bool keepDims = false) => ArgReduce(x, axis, keepDims, true, nameof(ArgMax));

    /// <summary>The index of the least element, an i32 (jnp.argmin). It is that of a NaN, if there is one; of equal elements the first is chosen.</summary>
    /// <param name="x">A value of any dtype.</param>
    /// <param name="axis">An axis; negative values count from the end. Default: all elements in row-major order, as one axis.</param>
    /// <param name="keepDims">Whether the reduced axes stay, with size 1. Default: false.</param>
    /// <exception cref="AdException">There are no elements along the axis.</exception>
    public static Value ArgMin(Value x, Axes? axis = null, bool keepDims = false) => ArgReduce(x, axis, keepDims, false, nameof(ArgMin));

    static Value ArgReduce(Value x, Axes? axis, bool keepDims, bool greatest, string operation)
    {
        Given(x, nameof(x), operation);
        var elements = axis is null ? Ravel(x) : x;
        int along = OneAxis(axis, 0, elements.Rank, operation);
        RefuseEmpty(x, axis is null ? Axes.Range(0, x.Rank) : along, operation);
        return KeepDims(new ArgReduce(along, greatest).Bind(Numeric(elements)), x, axis, keepDims);
    }
}
