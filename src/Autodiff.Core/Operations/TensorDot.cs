namespace Autodiff;

public static partial class Ad
{
    /// <summary>The sum of products over pairs of axes (jnp.tensordot).</summary>
    /// <param name="x">The first operand.</param>
    /// <param name="y">The second.</param>
    /// <param name="axes">How many of the last axes of x are summed with as many of the first of y, 2 without it; or two lists of axes, <c>@(@(1, 0), @(0, 1))</c>; or one axis of each, <c>@(1, 0)</c>.</param>
    /// <returns>The other axes of x, then those of y.</returns>
    /// <exception cref="AdException">There are no such axes, or their sizes differ.</exception>
    public static Value TensorDot(Value x, Value y, Value? axes = null)
    {
        (x, y) = Factors(x, y);
        var (overX, overY) = axes is null ? Counted(2) : axes.Rank == 0 ? Counted((int)Plain(axes)) : Listed(axes);
        if (overX.Count != overY.Count || x.Type.Shape.Select(overX) != y.Type.Shape.Select(overY))
            throw new AdException($"TensorDot: the axes {overX} of {x.Type.Shape} and {overY} of {y.Type.Shape} do not fit: they are as many, of the same sizes.", ErrorId.ShapeMismatch);
        string namesX = Names(x.Rank), namesY = Names(y.Rank, 'A');
        for (int i = 0; i < overX.Count; i++) namesY = namesY.Replace(namesY[overY[i]], namesX[overX[i]]);
        return Contract(x, namesX, y, namesY, Without(namesX, namesY) + Without(namesY, namesX));

        (Axes, Axes) Counted(int count) => count >= 0 && count <= x.Rank && count <= y.Rank
            ? (Axes.Range(x.Rank - count, count), Axes.Range(0, count))
            : throw new AdException($"TensorDot: {count} axes were to be summed, but the shapes are {x.Type.Shape} and {y.Type.Shape}.", ErrorId.InvalidAxis);

        (Axes, Axes) Listed(Value lists)
        {
            if (lists is not Tensor { DType.IsInteger: true } t || t.Shape[0] != 2 || t.Rank > 2) throw new AdException($"TensorDot: the axes are a number, or two lists of as many, not {lists.Type}.", ErrorId.InvalidAxis);
            int count = (int)t.Size / 2;
            Axes Read(int from) => new([.. Enumerable.Range(from, count).Select(i => (int)t.Number(i))]);
            return (NormalizeAxes(Read(0), x.Rank), NormalizeAxes(Read(count), y.Rank));
        }
    }

    /// <summary>Kronecker's product (jnp.kron): each element of one value times the whole of another, side by side.</summary>
    /// <param name="x">The value whose elements are taken; the one with fewer axes gets leading ones.</param>
    /// <param name="y">The value that is repeated.</param>
    /// <returns>Each axis has the product of the two sizes.</returns>
    public static Value Kron(Value x, Value y)
    {
        (x, y) = Factors(x, y);
        int rank = Math.Max(x.Rank, y.Rank);
        int[] a = [.. Enumerable.Repeat(1, rank - x.Rank), .. x.Shape], b = [.. Enumerable.Repeat(1, rank - y.Rank), .. y.Shape];
        var product = Reshape(x, new Shape([.. a.SelectMany(d => new[] { d, 1 })])) * Reshape(y, new Shape([.. b.SelectMany(d => new[] { 1, d })]));
        return Reshape(product, new Shape([.. a.Zip(b, (p, q) => AxisLength((long)p * q))]));
    }
}
