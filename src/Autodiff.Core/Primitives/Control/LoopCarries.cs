using Autodiff.Families;
using Autodiff.Transforms;

namespace Autodiff;

/// <summary>What the rules of loops share: a carry that comes out of a step with something (a tangent, a batch axis) goes into the next with it.</summary>
static class LoopCarries
{
    /// <summary>Grows a mask of the inputs until each carry that comes out with something also goes in with it.</summary>
    /// <param name="mask">The inputs that have something to begin with.</param>
    /// <param name="carriesIn">The carries among the inputs.</param>
    /// <param name="carriesOut">The same carries among the results.</param>
    /// <param name="outputs">The results that have something, for given inputs.</param>
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

    /// <summary>The tangents of the marked inputs; a carry that gets its tangent later begins with zeros.</summary>
    public static Value[] Tangents(Value[] x, Value?[] dx, Mask nonzero)
    {
        var r = new List<Value>();
        for (int i = 0; i < x.Length; i++)
            if (nonzero[i]) r.Add(dx[i] ?? Tensor.Zeros(x[i].Type));
        return [.. r];
    }

    /// <summary>The marked inputs with a batch axis, also those that get theirs later.</summary>
    public static Value[] Expand(Value[] x, bool[] batched, Mask mask, int size)
    {
        var r = (Value[])x.Clone();
        for (int i = 0; i < r.Length; i++)
            if (mask[i] && !batched[i]) r[i] = Batching.Expand(x[i], size);
        return r;
    }
}
