using Autodiff.Families;
using Autodiff.Graphs;
using Autodiff.Kernels;
using Autodiff.StableHlo;
using Autodiff.Tracing;

namespace Autodiff;

/// <summary>
/// The k greatest elements along the last axis in descending order, and their indices, i32 (CHLO top_k). NaN is the greatest element, 0 is greater than −0, and the
/// sort is stable.
/// </summary>
/// <param name="Count">The number k.</param>
sealed record TopK(int Count) : Primitive
{
    public override bool Chooses => true;

    public override string Parameters => $"k={Count}";

    public override TensorType[] Infer(TensorType[] x)
    {
        int last = x[0].Rank - 1;
        if (last < 0 || Count < 0 || Count > x[0].Shape[last]) throw new AdException($"TopK: k is {Count}, which exceeds the last axis of {x[0]}.", ErrorId.InvalidArgument);
        var y = x[0].With(x[0].Shape.With(last, Count));
        return [y, new(DType.I32, y.Shape)];
    }

    public override Tensor[] Evaluate(Tensor[] x)
    {
        var types = Infer(Array.ConvertAll(x, v => v.Type));
        int length = x[0].Type.Shape[x[0].Rank - 1], n = (int)types[1].Shape.Size;
        // The complement ~k = −k − 1 reverses the order.
        int[] sorted = Ordering.Sources(Array.ConvertAll(Ordering.Keys(x[0], true), k => ~k), length, 1);
        int[] sources = new int[n];
        for (int i = 0; i < n; i++) sources[i] = sorted[i / Count * length + i % Count];
        return [Ordering.Take(x[0], types[0], sources), new(types[1], Array.ConvertAll(sources, i => i % length))];
    }

    public override (Value[] Y, Value?[] DY) Jvp(Value[] x, Value?[] dx)
    {
        var y = this.Bind(x);
        return (y, [Ad.Along(dx[0]!, y[1], x[0].Rank - 1), null]);
    }

    public override (Value[] Y, bool[] Batched) Batch(Value[] x, bool[] batched, int size) => (this.Bind(x), [true, true]);

    public override HloValue[] Lower(Hlo hlo, HloValue[] x, TensorType[] y) =>
        hlo.Op("chlo.top_k", y, [x[0].Type.IsFloat ? Sort.Canonical(hlo, x[0], false) : x[0]], $"k = {Count} : i64");
}

public static partial class Ad
{
    /// <summary>
    /// The k greatest elements along the last axis, in descending order (jax.lax.top_k). NaN is the greatest element, 0 is greater than −0, and the sort is stable.
    /// </summary>
    /// <param name="x">Shape […,n].</param>
    /// <param name="k">The number of elements, at most n.</param>
    /// <returns>Two values of the shape […,k]: the elements, and their indices, i32.</returns>
    /// <exception cref="AdException">k is negative or greater than n, or x is a scalar.</exception>
    public static Value[] TopK(Value x, int k)
    {
        Given(x);
        int n = x.Rank == 0 ? 0 : x.Type.Shape[x.Rank - 1];
        return x.Rank > 0 && k >= 0 && k <= n ? new TopK(k).Bind(x) : throw new AdException($"TopK: k is {k}; expected 0 to {n}, the length of the last axis of {x.Type.Shape}.", ErrorId.InvalidArgument);
    }
}
