
namespace Autodiff.Families;

/// <summary>Shared by the batching rules.</summary>
static class Batching
{
    /// <summary>The value repeated along a new batch axis.</summary>
    public static Value Expand(Value x, int size) => Ad.Broadcast(x, x.Type.Shape.Prepend(size), Axes.Range(1, x.Rank));

    /// <summary>All operands with a batch axis.</summary>
    public static Value[] Expand(Value[] x, bool[] batched, int size)
    {
        var r = new Value[x.Length];
        for (int i = 0; i < r.Length; i++) r[i] = batched[i] ? x[i] : Expand(x[i], size);
        return r;
    }
}
