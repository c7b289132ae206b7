namespace Autodiff.Backends.Managed;

/// <summary>Reads blocks of a strided view, run by run: axes that are adjacent in memory are one.</summary>
sealed unsafe class StridedReader
{
    readonly int[] sizes;
    readonly long[] strides;
    readonly int offset;

    public StridedReader(Shape shape, View view)
    {
        offset = view.Offset;
        (sizes, strides) = view.Merged(shape);
    }

    /// <summary>Writes consecutive elements of the view.</summary>
    /// <param name="from">The elements that are viewed.</param>
    /// <param name="to">The destination.</param>
    /// <param name="start">The place of the first element in the view.</param>
    /// <param name="count">The number of elements.</param>
    /// <param name="bytes">The size of an element.</param>
    public void Read(byte* from, byte* to, long start, int count, int bytes)
    {
        int last = sizes.Length - 1;
        int* index = stackalloc int[sizes.Length];
        long at = offset;
        for (int axis = last; axis >= 0; axis--)
        {
            index[axis] = (int)(start % sizes[axis]);
            start /= sizes[axis];
            at += index[axis] * strides[axis];
        }
        while (count > 0)
        {
            int run = Math.Min(count, sizes[last] - index[last]);
            ReadRun(from + at * bytes, to, strides[last], run, bytes);
            to += (long)run * bytes;
            if ((count -= run) == 0) return;
            at -= index[last] * strides[last];
            index[last] = 0;
            for (int axis = last - 1; axis >= 0; axis--)
            {
                at += strides[axis];
                if (++index[axis] < sizes[axis]) break;
                at -= strides[axis] * sizes[axis];
                index[axis] = 0;
            }
        }
    }

    /// <summary>Writes an element many times.</summary>
    public static void Fill(byte* from, byte* to, int count, int bytes)
    {
        if (bytes == 4) new Span<uint>(to, count).Fill(*(uint*)from);
        else if (bytes == 8) new Span<ulong>(to, count).Fill(*(ulong*)from);
        else new Span<byte>(to, count).Fill(*from);
    }

    static void ReadRun(byte* from, byte* to, long stride, int count, int bytes)
    {
        if (stride == 1) Buffer.MemoryCopy(from, to, (long)count * bytes, (long)count * bytes);
        else if (stride == 0) Fill(from, to, count, bytes);
        else if (bytes == 4)
            for (int i = 0; i < count; i++) ((uint*)to)[i] = ((uint*)from)[i * stride];
        else if (bytes == 8)
            for (int i = 0; i < count; i++) ((ulong*)to)[i] = ((ulong*)from)[i * stride];
        else
            for (int i = 0; i < count; i++) to[i] = from[i * stride];
    }
}
