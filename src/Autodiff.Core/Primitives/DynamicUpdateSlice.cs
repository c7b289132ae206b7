using Autodiff.Families;
using Autodiff.Graphs;
using Autodiff.StableHlo;
using Autodiff.Tracing;

namespace Autodiff;

/// <summary>
/// Replaces a part of a value, at start indices that are computed (StableHLO dynamic_update_slice). Operands: the value, the part, then an integer scalar for each
/// axis. Starts are clamped so that the part lies within the value. It is linear in the value and the part.
/// </summary>
sealed record DynamicUpdateSlice : SingleResult
{
    public override TensorType InferOne(TensorType[] x)
    {
        if (x[1].DType != x[0].DType) throw Error($"the update is {x[1]}; expected the dtype of {x[0]}.", ErrorId.InvalidDType);
        Starts.Check(this, x.AsSpan(2), x[0], x[1].Shape);
        return x[0] with { Weak = x[0].Weak && x[1].Weak };
    }

    protected override bool Moves => true;

    protected override void Move<T>(ReadOnlySpan<Tensor> x, Destination y)
    {
        var to = y.Elements<T>();
        var (shape, part) = (y.Type.Shape, x[1].Type.Shape);
        x[0].Elements<T>().CopyTo(to);
        Strided.Write(x[1].Elements<T>(), part, to, shape.Strides(), Starts.Offset(x[2..], shape, part));
    }

    public override (Value Y, Value? DY) JvpOne(Value[] x, Value?[] dx) =>
        (this.Bind(x), this.Bind([dx[0] ?? Tensor.Zeros(x[0].Type), dx[1] ?? Tensor.Zeros(x[1].Type), .. x[2..]]));

    protected override Value?[] TransposeOne(Value ct, Operand[] x)
    {
        var r = new Value?[x.Length];
        var starts = Array.ConvertAll(x[2..], s => s.Known);
        if (x[0].IsLinear) r[0] = this.Bind([ct, Tensor.Zeros(x[1].Type), .. starts]);
        if (x[1].IsLinear) r[1] = new DynamicSlice(x[1].Type.Shape).Bind([ct, .. starts]);
        return r;
    }

    protected override Value BatchOne(Value[] x, bool[] batched, int size)
    {
        var all = Batching.Expand(x[..2], batched[..2], size);
        var starts = x[2..];
        if (!batched.AsSpan(2).Contains(true)) return this.Bind([.. all, .. Starts.BehindZero(starts), .. starts]);
        var (operand, update) = (all[0].Type.Shape.From(1), all[1].Type.Shape.From(1));
        var indices = Starts.Indices(starts, batched.AsSpan(2), operand, update, size);
        return new Scatter(Starts.Layout(operand.Rank).BothBatched(), ScatterKind.Update, Unique: true).Bind(all[0], indices, all[1]);
    }

    // XLA writes in place, even where it has fused the computation of the update, which may read what has been overwritten (openxla/xla#49176). The barrier completes
    // the update first.
    protected override HloValue LowerOne(Hlo hlo, HloValue[] x, TensorType y) =>
        hlo.Op("stablehlo.dynamic_update_slice", y, [x[0], hlo.Barrier(x[1]), .. Starts.Within(hlo, x.AsSpan(2), y.Shape, x[1].Type.Shape)]);
}

public static partial class Ad
{
    /// <summary>Replaces a part of a value, at start indices that may be traced (jax.lax.dynamic_update_slice).</summary>
    /// <param name="x">A value of any dtype.</param>
    /// <param name="update">The new part, of the rank of <paramref name="x"/>; it is converted to its dtype.</param>
    /// <param name="starts">An integer for each axis. Negative values count from the end. Starts are then clamped so that the part lies within the value.</param>
    /// <exception cref="AdException">The number of starts differs from the number of axes, a start is not an integer, or the part exceeds the value.</exception>
    public static Value DynamicUpdateSlice(Value x, Value update, Value[] starts)
    {
        Given(x);
        Given(update);
        return Instance<DynamicUpdateSlice>.Of.Bind([x, Cast(update, x.DType, x.Type.Weak), .. Starting(x, starts, update.Type.Shape)]);
    }
}
