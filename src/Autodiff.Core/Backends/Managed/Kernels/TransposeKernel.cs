using Autodiff.Tracing;

namespace Autodiff.Backends.Managed;

/// <summary>Transposition in tiles, whose rows and columns are both in the nearest cache. Axes that stay neighbours are one axis.</summary>
sealed unsafe class TransposeKernel(Transpose transpose) : IKernel
{
    const int Tile = 32;

    // About 10 µs.
    const long MinShared = 1 << 15;

    public void Run(ReadOnlySpan<Tensor> x, Destination y)
    {
        if (x[0].IsSplat || x[0].Size == 0)
        {
            transpose.Evaluate([x[0]], y);
            return;
        }
        using var pinnedFrom = x[0].Storage.Host.Pin();
        using var pinnedTo = y.Memory.Pin();
        byte* from = (byte*)pinnedFrom.Pointer, to = (byte*)pinnedTo.Pointer;
        int bytes = x[0].DType.Size;
        var (sizes, strides) = transpose.ViewOf(x[0].Type.Shape)!.Value.Merged(y.Type.Shape);
        int last = sizes.Length - 1, fast = Array.IndexOf(strides, 1L);
        // Tiles lie in the plane of the last axis of the result and the axis that is last in the operand. A part is a strip of tiles along the first.
        int columns = sizes[last], rows = last == fast ? 1 : sizes[fast];
        long planes = x[0].Size / ((long)rows * columns);
        int strips = (rows + Tile - 1) / Tile;
        var steps = Steps(sizes);
        void Strip(int part)
        {
            long rest = part / strips, at = 0, place = 0;
            for (int axis = last; axis >= 0; axis--)
            {
                if (axis == last || axis == fast) continue;
                long index = rest % sizes[axis];
                rest /= sizes[axis];
                at += index * strides[axis];
                place += index * steps[axis];
            }
            int first = part % strips * Tile, end = Math.Min(rows, first + Tile);
            long up = last == fast ? 0 : steps[fast];
            for (int left = 0; left < columns; left += Tile)
                Copy(from, to, bytes, at, place, first, end, left, Math.Min(columns, left + Tile), strides[last], up);
        }
        int parts = checked((int)(planes * strips));
        Workers.Share(x[0].Size >= MinShared, parts, Strip);
    }

    static void Copy(byte* from, byte* to, int bytes, long at, long place, int first, int end, int left, int right, long stride, long up)
    {
        for (int row = first; row < end; row++)
        {
            long source = at + row, target = place + row * up;
            if (bytes == 4)
                for (int column = left; column < right; column++) ((uint*)to)[target + column] = ((uint*)from)[source + column * stride];
            else if (bytes == 8)
                for (int column = left; column < right; column++) ((ulong*)to)[target + column] = ((ulong*)from)[source + column * stride];
            else if (bytes == 2)
                for (int column = left; column < right; column++) ((ushort*)to)[target + column] = ((ushort*)from)[source + column * stride];
            else
                for (int column = left; column < right; column++) to[target + column] = from[source + column * stride];
        }
    }

    static long[] Steps(int[] sizes)
    {
        var r = new long[sizes.Length];
        long step = 1;
        for (int axis = sizes.Length - 1; axis >= 0; axis--)
        {
            r[axis] = step;
            step *= sizes[axis];
        }
        return r;
    }
}
