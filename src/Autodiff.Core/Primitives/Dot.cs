using Autodiff.Families;
using Autodiff.StableHlo;
using Autodiff.Tracing;

namespace Autodiff;

/// <summary>
/// Sums products over pairs of contracting axes, for each index of pairs of batch axes (StableHLO dot_general). The result has the batch axes, then the remaining axes
/// of the first operand, then those of the second. Integers wrap around.
/// </summary>
/// <param name="BatchX">The batch axes of the first operand.</param>
/// <param name="BatchY">The batch axes of the second, in the same order.</param>
/// <param name="ContractX">The contracting axes of the first operand.</param>
/// <param name="ContractY">The contracting axes of the second, in the same order.</param>
sealed record Dot(Axes BatchX, Axes BatchY, Axes ContractX, Axes ContractY) : Bilinear
{
    public override string Name => "dot_general";

    public override string Parameters => $"dimension_numbers=(({ContractX},{ContractY}),({BatchX},{BatchY}))";

    /// <summary>The other axes of the first operand.</summary>
    internal Axes FreeX(int rank) => new Axes([.. BatchX, .. ContractX]).Complement(rank);

    /// <summary>The other axes of the second operand.</summary>
    internal Axes FreeY(int rank) => new Axes([.. BatchY, .. ContractY]).Complement(rank);

    public override TensorType InferOne(TensorType[] x)
    {
        var (a, b) = (x[0], x[1]);
        if (a.DType != b.DType || a.DType == DType.Bool) throw Error($"the operands are {a} and {b}; expected numbers of one dtype.", ErrorId.InvalidDType);
        if (a.Shape.Select(BatchX) != b.Shape.Select(BatchY)) throw Error($"the batch axes {BatchX} of {a} and {BatchY} of {b} differ.", ErrorId.ShapeMismatch);
        if (a.Shape.Select(ContractX) != b.Shape.Select(ContractY)) throw Error($"the contracting axes {ContractX} of {a} and {ContractY} of {b} differ.", ErrorId.ShapeMismatch);
        return new(a.DType, [.. a.Shape.Select(BatchX), .. a.Shape.Select(FreeX(a.Rank)), .. b.Shape.Select(FreeY(b.Rank))], a.Weak && b.Weak);
    }

    protected override void Accumulate<T, A>(ReadOnlySpan<Tensor> x, Destination y)
    {
        static int[] Places(TensorType type, Axes axes)
        {
            var strides = type.Shape.Strides();
            return new Positions(type.Shape.Select(axes), Array.ConvertAll(axes.ToArray(), a => strides[a])).ToArray();
        }
        Elements<T> a = x[0].Elements<T>(), b = x[1].Elements<T>();
        var (p, q) = (x[0].Type, x[1].Type);
        int[] batchA = Places(p, BatchX), batchB = Places(q, BatchY), freeA = Places(p, FreeX(p.Rank)), freeB = Places(q, FreeY(q.Rank)), innerA = Places(p, ContractX), innerB = Places(q, ContractY);
        var to = y.Elements<T>();
        int n = 0;
        for (int i = 0; i < batchA.Length; i++)
            foreach (int row in freeA)
            {
                Interruption.Check();
                foreach (int column in freeB)
                {
                    int atA = batchA[i] + row, atB = batchB[i] + column;
                    var sum = A.Zero;
                    for (int k = 0; k < innerA.Length; k++) sum = unchecked(sum + A.CreateTruncating(a[atA + innerA[k]]) * A.CreateTruncating(b[atB + innerB[k]]));
                    to[n++] = T.CreateTruncating(sum);
                }
            }
    }

    // The cotangent has the axes batch, free of x, free of y. Contracting it with the other operand over that operand's free axes leaves batch, free and contracting
    // axes; the contracting axes are in the order of the other operand.
    protected override Value LinearTranspose(Value ct, int index, TensorType x, Value other)
    {
        var (batch, contract, free) = index == 0 ? (BatchX, ContractX, FreeX(x.Rank)) : (BatchY, ContractY, FreeY(x.Rank));
        var (otherBatch, otherContract, otherFree) = index == 0 ? (BatchY, ContractY, FreeY(other.Rank)) : (BatchX, ContractX, FreeX(other.Rank));
        var ctFree = Axes.Range(batch.Count + (index == 0 ? free.Count : 0), otherFree.Count);
        var y = new Dot(Axes.Range(0, batch.Count), otherBatch, ctFree, otherFree).Bind(ct, other);
        var order = Enumerable.Range(0, contract.Count).OrderBy(i => otherContract[i]).Select(i => contract[i]);
        return Ad.Permute(y, new Axes([.. batch, .. free, .. order]).Inverse());
    }

    protected override Value BatchOne(Value[] x, bool[] batched, int size)
    {
        int moveX = batched[0] ? 1 : 0, moveY = batched[1] ? 1 : 0;
        var inner = new Dot(BatchX.Shift(moveX), BatchY.Shift(moveY), ContractX.Shift(moveX), ContractY.Shift(moveY));
        if (batched[0] && batched[1]) return (inner with { BatchX = inner.BatchX.Prepend(0), BatchY = inner.BatchY.Prepend(0) }).Bind(x);
        // The new axis is a free axis, before the other free axes of its operand.
        int at = BatchX.Count + (batched[0] ? 0 : FreeX(x[0].Rank).Count);
        return Ad.MoveAxisTo(inner.Bind(x), at, 0);
    }

    protected override HloValue LowerOne(Hlo hlo, HloValue[] x, TensorType y) => hlo.Op("stablehlo.dot_general", y, x,
        $"dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [{Hlo.Join(BatchX)}], rhs_batching_dimensions = [{Hlo.Join(BatchY)}], lhs_contracting_dimensions = [{Hlo.Join(ContractX)}], rhs_contracting_dimensions = [{Hlo.Join(ContractY)}]>");
}
