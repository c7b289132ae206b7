using Autodiff.Families;
using Autodiff.Transforms;

namespace Autodiff;

/// <summary>Shared by the rules of loops. If a carry leaves a step with a tangent (or a batch axis), it must enter the next step with one.</summary>
static class LoopCarries
{
    /// <summary>Grows a mask of the inputs until every carry that is marked as a result is also marked as an input.</summary>
    /// <param name="mask">The inputs that are marked at the start.</param>
    /// <param name="carriesIn">The positions of the carries among the inputs.</param>
    /// <param name="carriesOut">The positions of the same carries among the results.</param>
    /// <param name="outputs">The marked results, for given marked inputs.</param>
    public static Mask Grow(Mask mask, int[] carriesIn, int[] carriesOut, Func<Mask, Mask> outputs)
    {
        while (true)
        {
            var o = outputs(mask);
            var grown = mask.ToArray();
            for (int k = 0; k < carriesIn.Length; k++) grown[carriesIn[k]] |= o[carriesOut[k]];
            var next = new Mask(grown);
            if (next.Equals(mask)) return mask;
            mask = next;
        }
    }

    /// <summary>The tangents of the marked inputs. A carry that has no tangent yet starts with zeros.</summary>
    public static Value[] Tangents(Value[] x, Value?[] dx, Mask nonzero)
    {
        var r = new List<Value>();
        for (int i = 0; i < x.Length; i++)
            if (nonzero[i]) r.Add(dx[i] ?? Tensor.Zeros(x[i].Type));
        return [.. r];
    }

    /// <summary>The inputs, with a batch axis on each marked one.</summary>
    public static Value[] Expand(Value[] x, bool[] batched, Mask mask, int size)
    {
        var r = (Value[])x.Clone();
        for (int i = 0; i < r.Length; i++)
            if (mask[i] && !batched[i]) r[i] = Batching.Expand(x[i], size);
        return r;
    }
}
