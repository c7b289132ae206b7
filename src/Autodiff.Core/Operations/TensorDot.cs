namespace Autodiff;

public static partial class Ad
{
    /// <summary>The sum of products over pairs of axes (jnp.tensordot). Dtypes are promoted; booleans become i32.</summary>
    /// <param name="x">The first operand.</param>
    /// <param name="y">The second operand.</param>
    /// <param name="axes">
    /// A number n: the last n axes of x are summed with the first n of y. Two lists of axes: <c>@(@(1, 0), @(0, 1))</c>. One axis of each: <c>@(1, 0)</c>. Default:
    /// 2.
    /// </param>
    /// <returns>The remaining axes of x, then those of y.</returns>
    /// <exception cref="AdException">An axis is out of range, or the sizes of two paired axes differ.</exception>
    public static Value TensorDot(Value x, Value y, Value? axes = null)
    {
        (x, y) = Factors(x, y);
        var (overX, overY) = axes is null ? Counted(2) : axes.Rank == 0 ? Counted((int)Plain(axes)) : Listed(axes);
        if (overX.Count != overY.Count || x.Type.Shape.Select(overX) != y.Type.Shape.Select(overY))
            throw new AdException($"TensorDot: the axes {overX} of {x.Type.Shape} and {overY} of {y.Type.Shape} do not match: their number and lengths must be equal.", ErrorId.ShapeMismatch);
        string namesX = Names(x.Rank), namesY = Names(y.Rank, 'A');
        for (int i = 0; i < overX.Count; i++) namesY = namesY.Replace(namesY[overY[i]], namesX[overX[i]]);
        return Contract(x, namesX, y, namesY, Without(namesX, namesY) + Without(namesY, namesX));

        (Axes, Axes) Counted(int count) => count >= 0 && count <= x.Rank && count <= y.Rank
            ? (Axes.Range(x.Rank - count, count), Axes.Range(0, count))
            : throw new AdException($"TensorDot: {count} axes cannot be summed over for the shapes {x.Type.Shape} and {y.Type.Shape}.", ErrorId.InvalidAxis);

        (Axes, Axes) Listed(Value lists)
        {
            if (lists is not Tensor { DType.IsInteger: true } t || t.Shape[0] != 2 || t.Rank > 2) throw new AdException($"TensorDot: the axes are {lists.Type}; expected a number, or two lists of equal length.", ErrorId.InvalidAxis);
            int count = (int)t.Size / 2;
            Axes Read(int from) => new([.. Enumerable.Range(from, count).Select(i => (int)t.ToDouble(i))]);
            return (NormalizeAxes(Read(0), x.Rank), NormalizeAxes(Read(count), y.Rank));
        }
    }

    /// <summary>The Kronecker product: each element of x times the whole of y, laid out as blocks (jnp.kron). Dtypes are promoted; booleans become i32.</summary>
    /// <param name="x">The value whose elements scale the blocks. If the ranks differ, the lower one gets leading axes of size 1.</param>
    /// <param name="y">The block.</param>
    /// <returns>The size of each axis is the product of both sizes.</returns>
    public static Value Kron(Value x, Value y)
    {
        (x, y) = Factors(x, y);
        int rank = Math.Max(x.Rank, y.Rank);
        int[] a = [.. Enumerable.Repeat(1, rank - x.Rank), .. x.Shape], b = [.. Enumerable.Repeat(1, rank - y.Rank), .. y.Shape];
        var product = Reshape(x, new Shape([.. a.SelectMany(d => new[] { d, 1 })])) * Reshape(y, new Shape([.. b.SelectMany(d => new[] { 1, d })]));
        return Reshape(product, new Shape([.. a.Zip(b, (p, q) => AxisLength((long)p * q))]));
    }
}
