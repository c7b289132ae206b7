using Autodiff.Families;
using Autodiff.Tracing;

namespace Autodiff.Transforms;

/// <summary>Maps a function of values over a leading axis.</summary>
static class Vectorization
{
    /// <summary>The results of the function for each item, along a new axis 0.</summary>
    /// <param name="f">The function of one item.</param>
    /// <param name="x">The arguments. Those that are mapped have the items along axis 0.</param>
    /// <param name="mapped">The arguments that are mapped.</param>
    /// <param name="size">The number of items.</param>
    public static Value[] Vmap(Func<Value[], Value[]> f, Value[] x, Mask mapped, int size)
    {
        var (y, batched) = Run(f, x, mapped, size);
        for (int i = 0; i < y.Length; i++)
            if (!batched[i]) y[i] = Batching.Expand(y[i], size);
        return y;
    }

    /// <summary>The results for each item. Results that are equal for all items have no batch axis.</summary>
    internal static (Value[] Y, Mask Batched) Run(Func<Value[], Value[]> f, Value[] x, Mask mapped, int size)
    {
        var trace = new BatchTrace(Trace.Current, size);
        var items = new Value[x.Length];
        for (int i = 0; i < x.Length; i++) items[i] = trace.Join(x[i], mapped[i]);
        Value[] r;
        using (Trace.Enter(trace)) r = f(items);
        var y = new Value[r.Length];
        var batched = new bool[r.Length];
        for (int i = 0; i < r.Length; i++) (y[i], batched[i]) = trace.Split(r[i]);
        return (y, new(batched));
    }
}
