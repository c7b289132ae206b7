using Autodiff.Families;
using Autodiff.Graphs;
using Autodiff.StableHlo;
using Autodiff.Tracing;

namespace Autodiff;

/// <summary>
/// A part of a value with static sizes, at start indices that are computed (StableHLO dynamic_slice). Operands: the value, then an integer scalar for each axis.
/// Starts are clamped so that the part lies within the value. It is linear in the value; the transpose is a DynamicUpdateSlice of zeros.
/// </summary>
/// <param name="Sizes">The size of the part along each axis.</param>
sealed record DynamicSlice(Shape Sizes) : SingleResult
{
    public override string Parameters => $"sizes={Sizes}";

    public override TensorType InferOne(TensorType[] x)
    {
        Starts.Check(this, x.AsSpan(1), x[0], Sizes);
        return x[0].With(Sizes);
    }

    protected override bool Moves => true;

    protected override Tensor? Known(Tensor[] x, TensorType y) => x[0].IsSplat ? x[0].Retyped(y) : null;

    protected override void Move<T>(ReadOnlySpan<Tensor> x, Destination y) =>
        Strided.Read(x[0].Elements<T>(), y.Elements<T>(), Sizes, x[0].Type.Shape.Strides(), Starts.Offset(x[1..], x[0].Type.Shape, Sizes));

    public override (Value Y, Value? DY) JvpOne(Value[] x, Value?[] dx) => (this.Bind(x), dx[0] is { } d ? this.Bind([d, .. x[1..]]) : null);

    protected override Value?[] TransposeOne(Value ct, Operand[] x)
    {
        var r = new Value?[x.Length];
        var starts = Array.ConvertAll(x[1..], s => s.Known);
        r[0] = new DynamicUpdateSlice().Bind([Tensor.Zeros(x[0].Type), ct, .. starts]);
        return r;
    }

    protected override Value BatchOne(Value[] x, bool[] batched, int size)
    {
        var starts = x[1..];
        if (!batched.AsSpan(1).Contains(true)) return new DynamicSlice(Sizes.Prepend(size)).Bind([x[0], .. Starts.BehindZero(starts), .. starts]);
        var indices = Starts.Indices(starts, batched.AsSpan(1), x[0].Type.Shape.From(batched[0] ? 1 : 0), Sizes, size);
        var windows = Starts.Layout(Sizes.Rank);
        return batched[0]
            ? new Gather(windows.BothBatched(), Sizes.Prepend(Math.Min(1, size)), OutOfRange.Clamp).Bind(x[0], indices)
            : new Gather(windows.IndicesBatched(), Sizes, OutOfRange.Clamp).Bind(x[0], indices);
    }

    protected override HloValue LowerOne(Hlo hlo, HloValue[] x, TensorType y) =>
        hlo.Op("stablehlo.dynamic_slice", y, [x[0], .. Starts.Within(hlo, x.AsSpan(1), x[0].Type.Shape, Sizes)], $"slice_sizes = {Hlo.I64(Sizes)}");
}

public static partial class Ad
{
    /// <summary>A part of a value with static sizes, at start indices that may be traced (jax.lax.dynamic_slice).</summary>
    /// <param name="x">A value of any dtype.</param>
    /// <param name="starts">An integer for each axis. Negative values count from the end. Starts are then clamped so that the part lies within the value.</param>
    /// <param name="sizes">The size of the part along each axis.</param>
    /// <exception cref="AdException">The number of starts or sizes differs from the number of axes, a start is not an integer, or a size exceeds its axis.</exception>
    public static Value DynamicSlice(Value x, Value[] starts, Shape sizes)
    {
        Given(x);
        var at = Starting(x, starts, sizes);
        return sizes == x.Type.Shape ? x : new DynamicSlice(sizes).Bind([x, .. at]);
    }

    /// <summary>The start indices as integers of one dtype, with the size of the axis added to negative ones.</summary>
    static Value[] Starting(Value x, Value[] starts, Shape sizes, [System.Runtime.CompilerServices.CallerMemberName] string operation = "")
    {
        if (starts is null || starts.Length != x.Rank || sizes.Rank != x.Rank)
            throw new AdException($"{operation}: {x.Type} needs one start and one size for each axis; {starts?.Length ?? 0} starts and the sizes {sizes} were given.", ErrorId.ShapeMismatch);
        var r = new Value[starts.Length];
        for (int i = 0; i < r.Length; i++)
        {
            Given(starts[i], $"starts[{i}]", operation);
            if (starts[i].Rank != 0) throw new AdException($"{operation}: the start for axis {i} is {starts[i].Type}; expected a scalar.", ErrorId.ShapeMismatch);
            if (sizes[i] > x.Type.Shape[i]) throw new AdException($"{operation}: a slice of size {sizes} does not fit into {x.Type}.", ErrorId.ShapeMismatch);
            r[i] = WrapIndex(IntegerIndex(starts[i], operation), x.Type.Shape[i]);
        }
        return MatchDTypes(r);
    }
}
