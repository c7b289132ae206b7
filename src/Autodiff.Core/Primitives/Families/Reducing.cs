using Autodiff.StableHlo;

namespace Autodiff.Families;

/// <summary>Shared by reductions over axes.</summary>
static class Reducing
{
    /// <summary>The strides in the result for a walk over the operand: 0 along reduced axes.</summary>
    public static int[] Strides(Shape operand, Axes over)
    {
        var kept = over.Complement(operand.Rank);
        var to = operand.Select(kept).Strides();
        var r = new int[operand.Rank];
        for (int i = 0; i < kept.Count; i++) r[kept[i]] = to[i];
        return r;
    }

    /// <summary>Combines the elements along axes, in row-major order.</summary>
    public static void Fold<T, A>(Tensor x, Destination y, Axes over, A initial, Func<A, T, A> combine, Func<A, T> finish) where T : unmanaged
    {
        var elements = x.Elements<T>();
        var to = y.Elements<T>();
        if (x.IsSplat)
        {
            // All results are equal.
            var all = initial;
            for (long n = x.Type.Shape.Select(over).Size; n > 0; n--) all = combine(all, elements[0]);
            to.Fill(finish(all));
            return;
        }
        var sums = new A[to.Length];
        Array.Fill(sums, initial);
        int i = 0;
        foreach (int at in new Positions(x.Type.Shape, Strides(x.Type.Shape, over))) sums[at] = combine(sums[at], elements[i++]);
        for (i = 0; i < to.Length; i++) to[i] = finish(sums[i]);
    }

    /// <summary>The number of results that are stored.</summary>
    public static long Stored(Tensor x, TensorType y) => x.IsSplat ? 1 : y.Shape.Size;

    /// <summary>A StableHLO reduce with one operation.</summary>
    public static HloValue Lower(Hlo hlo, HloValue x, TensorType y, Axes over, string operation, Tensor initial) =>
        hlo.Op("stablehlo.reduce", [y], [x, hlo.Constant(initial)], $"dimensions = {Hlo.I64(over)}", () => hlo.Combiner(operation, y.DType))[0];
}
