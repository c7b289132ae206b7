using Autodiff.Graphs;

namespace Autodiff.Tracing;

/// <summary>One item of a batch. The value holds all items, along axis 0.</summary>
sealed class Batched(BatchTrace owner, Value all) : Tracer(owner, all.Type.With(all.Type.Shape.From(1)))
{
    public Value All => all;
}

/// <summary>Maps over a leading axis of the given size. The axis is always axis 0; only vmap and Scan move it, at their borders.</summary>
sealed class BatchTrace(Trace parent, int size) : Trace(parent)
{
    public (Value Value, bool Batched) Split(Value v) => v is Batched b && b.Owner == this ? (b.All, true) : (v, false);

    public Value Join(Value v, bool batched) => batched ? new Batched(this, v) : v;

    public override Value[] Process(Primitive primitive, Value[] x)
    {
        var px = new Value[x.Length];
        var batched = new bool[x.Length];
        bool any = false;
        for (int i = 0; i < x.Length; i++)
        {
            (px[i], batched[i]) = Split(x[i]);
            any |= batched[i];
        }
        if (!any) return Parent!.Process(primitive, x);
        using var _ = Enter(Parent!);
        var (y, by) = primitive.Batch(px, batched, size);
        var r = new Value[y.Length];
        for (int i = 0; i < r.Length; i++) r[i] = Join(y[i], by[i]);
        return r;
    }
}
