using Autodiff.Families;
using Autodiff.Graphs;
using Autodiff.Kernels;
using Autodiff.StableHlo;
using Autodiff.Tracing;

namespace Autodiff;

/// <summary>
/// Sorts its first operand along an axis, ascending, and reorders the others, of the same shape, in the same way (StableHLO sort). It is stable. −0 and 0 are equal;
/// NaN comes last.
/// </summary>
/// <param name="Axis">The axis.</param>
sealed record Sort(int Axis) : Primitive
{
    public override bool Chooses => true;

    public override string Parameters => $"axis={Axis}";

    public override TensorType[] Infer(TensorType[] x) => Array.TrueForAll(x, t => t.Shape == x[0].Shape) ? x : throw new AdException($"Sort: the operands {string.Join(" and ", x)} differ in shape.", ErrorId.ShapeMismatch);

    public override Tensor[] Evaluate(Tensor[] x)
    {
        var shape = x[0].Type.Shape;
        int[] sources = Ordering.Sources(Ordering.Keys(x[0], false), shape[Axis], shape.Strides()[Axis]);
        return Array.ConvertAll(x, v => Ordering.Take(v, v.Type, sources));
    }

    // Tangents are reordered as the elements are.
    public override (Value[] Y, Value?[] DY) Jvp(Value[] x, Value?[] dx)
    {
        var r = this.Bind([.. x, Ad.Iota(DType.I32, x[0].Type.Shape, Axis)]);
        return (r[..^1], Array.ConvertAll(dx, d => d is null ? null : Ad.Along(d, r[^1], Axis)));
    }

    public override (Value[] Y, bool[] Batched) Batch(Value[] x, bool[] batched, int size) =>
        (new Sort(Axis + 1).Bind(Batching.Expand(x, batched, size)), Array.ConvertAll(x, _ => true));

    public override HloValue[] Lower(Hlo hlo, HloValue[] x, TensorType[] y) => hlo.Op("stablehlo.sort", y, x, $"dimension = {Axis} : i64, is_stable = true", () =>
    {
        var types = x.SelectMany(v => Enumerable.Repeat(v.Type.With(default(Shape)), 2)).ToArray();
        var a = hlo.RegionArguments(types);
        bool total = types[0].IsFloat;
        var (left, right) = total ? (Canonical(hlo, a[0], true), Canonical(hlo, a[1], true)) : (a[0], a[1]);
        hlo.Return(hlo.Op("stablehlo.compare", types[0].With(DType.Bool), [left, right], "comparison_direction = #stablehlo<comparison_direction LT>" + (total ? ", compare_type = #stablehlo<comparison_type TOTALORDER>" : "")));
    });

    /// <summary>Elements whose IEEE total order is our order; total order also distinguishes the signs of NaN and of zero.</summary>
    internal static HloValue Canonical(Hlo hlo, HloValue x, bool zeros)
    {
        HloValue Replaced(HloValue v, string direction, HloValue other, Tensor by) =>
            hlo.Op("stablehlo.select", v.Type, [hlo.Op("stablehlo.compare", v.Type.With(DType.Bool), [v, other], $"comparison_direction = #stablehlo<comparison_direction {direction}>"), hlo.Constant(by), v]);
        if (zeros) x = Replaced(x, "EQ", hlo.Constant(x.Type, 0), Tensor.Zeros(x.Type));
        // The NaN constant of .NET is negative.
        return Replaced(x, "NE", x, Tensor.Full(x.Type, -double.NaN));
    }
}

public static partial class Ad
{
    /// <summary>The elements in ascending order (jnp.sort). The sort is stable; −0 and 0 are equal, and NaN comes last.</summary>
    /// <param name="x">A value with at least one axis.</param>
    /// <param name="axis">An axis; negative values count from the end. Default: the last axis.</param>
    /// <exception cref="AdException">x is a scalar, or the axis is out of range.</exception>
    public static Value Sort(Value x, Axes? axis = null)
    {
        Given(x);
        return new Sort(OneAxis(axis, -1, x.Rank)).Bind([x])[0];
    }

    /// <summary>The indices that sort the elements in ascending order, i32 (jnp.argsort). The sort is stable; −0 and 0 are equal, and NaN comes last.</summary>
    /// <param name="x">A value with at least one axis.</param>
    /// <param name="axis">An axis; negative values count from the end. Default: the last axis.</param>
    /// <exception cref="AdException">x is a scalar, or the axis is out of range.</exception>
    public static Value ArgSort(Value x, Axes? axis = null)
    {
        Given(x);
        int along = OneAxis(axis, -1, x.Rank);
        return new Sort(along).Bind(x, Iota(DType.I32, x.Type.Shape, along))[1];
    }

    /// <summary>The elements at indices along an axis. The indices are within range; the other axes of both operands are equal.</summary>
    internal static Value Along(Value x, Value indices, int axis)
    {
        var others = new Axes(axis).Complement(x.Rank);
        var ones = new Shape(Array.ConvertAll(x.Shape, d => Math.Min(d, 1)));
        return new Gather(new([], axis, axis, others, others), ones, OutOfRange.Clamp).Bind(x, Reshape(indices, new Shape([.. indices.Shape, 1])));
    }
}
