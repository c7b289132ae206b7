namespace Autodiff;

/// <summary>
/// Copies elements between row-major arrays and strided views. Broadcasts (stride 0), transposes, slices and reversals (negative strides) are all one loop.
/// </summary>
static class Strided
{
    /// <summary>Writes the elements of a view in row-major order.</summary>
    /// <param name="x">The elements that are viewed.</param>
    /// <param name="y">The destination, of the size of the view.</param>
    /// <param name="shape">The shape of the view.</param>
    /// <param name="strides">The distance in x between neighbours along each axis of the view.</param>
    /// <param name="offset">Where in x the view begins.</param>
    public static void Read<T>(Elements<T> x, Span<T> y, Shape shape, int[] strides, int offset = 0)
    {
        int n = 0;
        foreach (int at in new Positions(shape, strides, offset)) y[n++] = x[at];
    }

    /// <summary>Writes elements in row-major order to a view.</summary>
    /// <param name="x">The elements.</param>
    /// <param name="shape">The shape of the elements and of the view.</param>
    /// <param name="y">The elements that are viewed.</param>
    /// <param name="strides">The distance in y between neighbours along each axis of the view.</param>
    /// <param name="offset">Where in y the view begins.</param>
    public static void Write<T>(Elements<T> x, Shape shape, Span<T> y, int[] strides, int offset = 0)
    {
        int n = 0;
        foreach (int at in new Positions(shape, strides, offset)) y[at] = x[n++];
    }
}

/// <summary>The offsets of the elements of a strided view, in row-major order of the view.</summary>
readonly ref struct Positions(Shape shape, int[] strides, int offset = 0)
{
    readonly Shape shape = shape;

    public Enumerator GetEnumerator() => new(shape, strides, offset);

    /// <summary>All offsets, in order.</summary>
    public int[] ToArray()
    {
        var r = new int[shape.Size];
        int n = 0;
        foreach (int at in this) r[n++] = at;
        return r;
    }

    internal ref struct Enumerator
    {
        readonly Shape shape;
        readonly int[] strides;
        readonly int[] index;
        readonly int last;
        long left;
        int at;

        public Enumerator(Shape shape, int[] strides, int offset)
        {
            (this.shape, this.strides, at, left, last) = (shape, strides, offset, shape.Size, shape.Rank - 1);
            index = new int[shape.Rank];
            // The first step moves to the first position.
            if (last >= 0)
            {
                index[last] = -1;
                at -= strides[last];
            }
        }

        public readonly int Current => at;

        public bool MoveNext()
        {
            if (left-- == 0) return false;
            for (int axis = last; axis >= 0; axis--)
            {
                at += strides[axis];
                if (++index[axis] < shape[axis]) return true;
                at -= strides[axis] * shape[axis];
                index[axis] = 0;
            }
            return true;
        }
    }
}
