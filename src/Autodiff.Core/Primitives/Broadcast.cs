using Autodiff.Families;
using Autodiff.StableHlo;
using Autodiff.Tracing;

namespace Autodiff;

/// <summary>
/// Repeats an operand to fill a shape (StableHLO broadcast_in_dim). Dimension i of the operand becomes dimension Dims[i] of the shape. The operand is repeated along
/// the other dimensions and along those in which its size is 1. Dims ascend. The transpose is a sum.
/// </summary>
/// <param name="To">The shape of the result.</param>
/// <param name="Dims">The dimension of the result for each dimension of the operand.</param>
sealed record Broadcast(Shape To, Axes Dims) : Linear
{
    public override string Name => "broadcast_in_dim";

    public override string Parameters => $"shape={To} dims={Dims}";

    protected override TensorType Infer(TensorType x)
    {
        for (int i = 0; i < x.Rank; i++)
            if (To[Dims[i]] != x.Shape[i] && x.Shape[i] != 1) throw Error($"{x} cannot be broadcast to {To}.", ErrorId.ShapeMismatch);
        return x.With(To);
    }

    protected override bool Moves => true;

    protected override Tensor? Known(Tensor[] x, TensorType y) => x[0].IsSplat ? x[0].Retyped(y) : null;

    internal override View? ViewOf(Shape x)
    {
        var from = x.Strides();
        var strides = new int[To.Rank];
        for (int i = 0; i < Dims.Count; i++)
            if (x[i] != 1) strides[Dims[i]] = from[i];
        return new(strides);
    }

    protected override Value LinearTranspose(Value ct, TensorType x)
    {
        var repeated = new List<int>();
        for (int axis = 0; axis < To.Rank; axis++)
            if (Dims.IndexOf(axis) is var i && (i < 0 || x.Shape[i] != To[axis])) repeated.Add(axis);
        return Ad.Reshape(Ad.ReduceSum(ct, new Axes([.. repeated])), x.Shape);
    }

    protected override Value Batch(Value x, int size) => Ad.Broadcast(x, To.Prepend(size), Dims.Shift(1).Prepend(0));

    protected override HloValue LowerOne(Hlo hlo, HloValue[] x, TensorType y) => hlo.Broadcast(x[0], To, Dims);
}

public static partial class Ad
{
    /// <summary>Broadcasts a value to a shape (jnp.broadcast_to): axes are matched from the last one, and axes of size 1 are repeated.</summary>
    /// <exception cref="AdException">The value does not broadcast to the shape.</exception>
    public static Value BroadcastTo(Value x, Shape shape)
    {
        Given(x);
        int extra = shape.Rank - x.Rank;
        bool fits = extra >= 0;
        for (int i = 0; fits && i < x.Rank; i++) fits = x.Type.Shape[i] == shape[i + extra] || x.Type.Shape[i] == 1;
        return fits ? Broadcast(x, shape, Axes.Range(extra, x.Rank)) : throw new AdException($"BroadcastTo: the shape {x.Type.Shape} cannot be broadcast to {shape}: counted from the last axis, each dimension must be equal or 1.", ErrorId.ShapeMismatch);
    }

    /// <inheritdoc cref="Autodiff.Broadcast"/>
    internal static Value Broadcast(Value x, Shape shape, Axes dims) =>
        x.Type.Shape == shape ? x : x is Tensor { IsSplat: true } t ? t.Retyped(t.Type.With(shape)) : new Broadcast(shape, dims).Bind(x);
}
