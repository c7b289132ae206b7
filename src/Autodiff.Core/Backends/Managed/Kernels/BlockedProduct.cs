using System.Runtime.CompilerServices;
using Autodiff.Lanes;

namespace Autodiff.Backends.Managed;

/// <summary>
/// Products of large matrices of floats. Both are packed into panels in the order in which a tile of the result reads them, so that any strides cost the same. The sums of
/// a tile stay in registers for <see cref="Depth"/> products, and every element is summed in the order of the inner axis, wherever it stands and whichever thread computes it.
/// </summary>
/// <remarks>The blocking is that of Goto and van de Geijn, Anatomy of high-performance matrix multiplication (ACM TOMS 34, 2008).</remarks>
sealed unsafe class BlockedProduct
{
    /// <summary>The number of products that are summed in registers at a time: a panel of this depth fits into the nearest cache.</summary>
    const int Depth = 256;

    /// <summary>The number of rows of a part, whose packed panels fit into the second cache.</summary>
    const int PartRows = 64;

    readonly int element, columnsOfTile, rowsOfTile;
    readonly Tile tile;

    BlockedProduct(DType dtype)
    {
        element = dtype.Size;
        bool wide = Registers.Width == 512;
        columnsOfTile = 3 * Registers.Width / 8 / element;
        // 512 bits have 32 registers, narrower vectors 16.
        rowsOfTile = wide ? 8 : 4;
        tile = wide ? Registers.Choose<EightRows, Tile>(dtype) : Registers.Choose<FourRows, Tile>(dtype);
    }

    /// <summary>Whether the product is so large that packing pays.</summary>
    public static bool Pays(long rows, long columns, long inner) => rows >= 8 && columns >= 8 && rows * columns * inner >= 1 << 15;

    /// <summary>c = a·b, for a of rows × inner elements and b of inner × columns. Strides are in elements; c is dense and row-major.</summary>
    public static void Run<T>(T* a, int aRow, int aColumn, T* b, int bRow, int bColumn, T* c, int rows, int columns, int inner) where T : unmanaged =>
        new BlockedProduct(DTypeOf<T>.Known).Multiply((byte*)a, aRow, aColumn, (byte*)b, bRow, bColumn, (byte*)c, rows, columns, inner);

    void Multiply(byte* a, int aRow, int aColumn, byte* b, int bRow, int bColumn, byte* c, int rows, int columns, int inner)
    {
        int panels = (columns + columnsOfTile - 1) / columnsOfTile, partRows = Math.Min(PartRows, (rows + 2 * Workers.Count - 1) / (2 * Workers.Count));
        partRows = (partRows + rowsOfTile - 1) / rowsOfTile * rowsOfTile;
        int parts = (rows + partRows - 1) / partRows;
        long panelBytes = (long)Depth * columnsOfTile * element;
        using var memory = new HostMemory(panels * panelBytes);
        byte* packed = (byte*)memory.Address;
        for (int k = 0; k < inner; k += Depth)
        {
            int depth = Math.Min(Depth, inner - k), first = k;
            byte* bFrom = b + (long)k * bRow * element;
            Workers.Run(panels, p =>
                Pack(bFrom + (long)p * columnsOfTile * bColumn * element, bColumn, bRow, packed + p * panelBytes, Math.Min(columnsOfTile, columns - p * columnsOfTile), columnsOfTile, depth));
            Workers.Run(parts, part =>
            {
                int top = part * partRows, count = Math.Min(partRows, rows - top);
                byte* strip = Scratchpad.Of((partRows * Depth + rowsOfTile * columnsOfTile) * element), edge = strip + partRows * Depth * element;
                for (int r = 0; r < count; r += rowsOfTile)
                    Pack(a + ((long)(top + r) * aRow + (long)first * aColumn) * element, aRow, aColumn, strip + r * Depth * element, Math.Min(rowsOfTile, count - r), rowsOfTile, depth);
                for (int p = 0; p < panels; p++)
                    for (int r = 0; r < count; r += rowsOfTile)
                        OneTile(depth, strip + r * Depth * element, packed + p * panelBytes, c + ((long)(top + r) * columns + p * columnsOfTile) * element, columns, Math.Min(rowsOfTile, count - r), Math.Min(columnsOfTile, columns - p * columnsOfTile), first > 0, edge);
            });
        }
    }

    /// <summary>A tile of the result. One that is not whole is computed apart, as any other, and its part copied.</summary>
    void OneTile(int depth, byte* a, byte* b, byte* c, int columns, int height, int width, bool adds, byte* edge)
    {
        nint stride = (nint)columns * element, edgeStride = (nint)columnsOfTile * element;
        if (height == rowsOfTile && width == columnsOfTile)
        {
            tile(depth, a, b, c, stride, adds);
            return;
        }
        for (int r = 0; adds && r < height; r++) Buffer.MemoryCopy(c + r * stride, edge + r * edgeStride, edgeStride, (long)width * element);
        tile(depth, a, b, edge, edgeStride, adds);
        for (int r = 0; r < height; r++) Buffer.MemoryCopy(edge + r * edgeStride, c + r * stride, (long)width * element, (long)width * element);
    }

    /// <summary>Copies lines side by side: first the first elements of all, then the second. Missing lines are 0.</summary>
    void Pack(byte* from, int line, int along, byte* to, int lines, int width, int depth)
    {
        if (element == 4) Pack((uint*)from, line, along, (uint*)to, lines, width, depth);
        else Pack((ulong*)from, line, along, (ulong*)to, lines, width, depth);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Pack<U>(U* from, int line, int along, U* to, int lines, int width, int depth) where U : unmanaged
    {
        if (lines < width) new Span<U>(to, width * depth).Clear();
        if (line == 1)
            for (int k = 0; k < depth; k++) new ReadOnlySpan<U>(from + (long)k * along, lines).CopyTo(new(to + k * width, width));
        else
            for (int i = 0; i < lines; i++)
            {
                U* source = from + (long)i * line;
                for (int k = 0; k < depth; k++) to[k * width + i] = source[(long)k * along];
            }
    }

    /// <summary>Adds products of packed panels to a tile, or writes them.</summary>
    delegate void Tile(int depth, byte* a, byte* b, byte* c, nint stride, bool adds);

    /// <summary>8 rows by three vectors.</summary>
    readonly struct EightRows : ILaneCode<Tile>
    {
        public static Tile For<V>() where V : struct, ILanes<V> => Run<V>;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        static void Run<V>(int depth, byte* a, byte* b, byte* c, nint stride, bool adds) where V : struct, ILanes<V>
        {
            int vector = Unsafe.SizeOf<V>(), element = vector / V.Count;
            V c00 = V.Of(0), c01 = c00, c02 = c00, c10 = c00, c11 = c00, c12 = c00, c20 = c00, c21 = c00, c22 = c00, c30 = c00, c31 = c00, c32 = c00, c40 = c00, c41 = c00, c42 = c00, c50 = c00, c51 = c00, c52 = c00, c60 = c00, c61 = c00, c62 = c00, c70 = c00, c71 = c00, c72 = c00;
            for (; depth > 0; depth--, a += 8 * element, b += 3 * vector)
            {
                V b0 = V.Load(b), b1 = V.Load(b + vector), b2 = V.Load(b + 2 * vector), x;
                x = V.LoadEvery(a);
                c00 = V.MultiplyAdd(x, b0, c00);
                c01 = V.MultiplyAdd(x, b1, c01);
                c02 = V.MultiplyAdd(x, b2, c02);
                x = V.LoadEvery(a + element);
                c10 = V.MultiplyAdd(x, b0, c10);
                c11 = V.MultiplyAdd(x, b1, c11);
                c12 = V.MultiplyAdd(x, b2, c12);
                x = V.LoadEvery(a + 2 * element);
                c20 = V.MultiplyAdd(x, b0, c20);
                c21 = V.MultiplyAdd(x, b1, c21);
                c22 = V.MultiplyAdd(x, b2, c22);
                x = V.LoadEvery(a + 3 * element);
                c30 = V.MultiplyAdd(x, b0, c30);
                c31 = V.MultiplyAdd(x, b1, c31);
                c32 = V.MultiplyAdd(x, b2, c32);
                x = V.LoadEvery(a + 4 * element);
                c40 = V.MultiplyAdd(x, b0, c40);
                c41 = V.MultiplyAdd(x, b1, c41);
                c42 = V.MultiplyAdd(x, b2, c42);
                x = V.LoadEvery(a + 5 * element);
                c50 = V.MultiplyAdd(x, b0, c50);
                c51 = V.MultiplyAdd(x, b1, c51);
                c52 = V.MultiplyAdd(x, b2, c52);
                x = V.LoadEvery(a + 6 * element);
                c60 = V.MultiplyAdd(x, b0, c60);
                c61 = V.MultiplyAdd(x, b1, c61);
                c62 = V.MultiplyAdd(x, b2, c62);
                x = V.LoadEvery(a + 7 * element);
                c70 = V.MultiplyAdd(x, b0, c70);
                c71 = V.MultiplyAdd(x, b1, c71);
                c72 = V.MultiplyAdd(x, b2, c72);
            }
            Put(c00, c01, c02, c, adds);
            Put(c10, c11, c12, c + stride, adds);
            Put(c20, c21, c22, c + 2 * stride, adds);
            Put(c30, c31, c32, c + 3 * stride, adds);
            Put(c40, c41, c42, c + 4 * stride, adds);
            Put(c50, c51, c52, c + 5 * stride, adds);
            Put(c60, c61, c62, c + 6 * stride, adds);
            Put(c70, c71, c72, c + 7 * stride, adds);
        }
    }

    /// <summary>4 rows by three vectors.</summary>
    readonly struct FourRows : ILaneCode<Tile>
    {
        public static Tile For<V>() where V : struct, ILanes<V> => Run<V>;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        static void Run<V>(int depth, byte* a, byte* b, byte* c, nint stride, bool adds) where V : struct, ILanes<V>
        {
            int vector = Unsafe.SizeOf<V>(), element = vector / V.Count;
            V c00 = V.Of(0), c01 = c00, c02 = c00, c10 = c00, c11 = c00, c12 = c00, c20 = c00, c21 = c00, c22 = c00, c30 = c00, c31 = c00, c32 = c00;
            for (; depth > 0; depth--, a += 4 * element, b += 3 * vector)
            {
                V b0 = V.Load(b), b1 = V.Load(b + vector), b2 = V.Load(b + 2 * vector), x;
                x = V.LoadEvery(a);
                c00 = V.MultiplyAdd(x, b0, c00);
                c01 = V.MultiplyAdd(x, b1, c01);
                c02 = V.MultiplyAdd(x, b2, c02);
                x = V.LoadEvery(a + element);
                c10 = V.MultiplyAdd(x, b0, c10);
                c11 = V.MultiplyAdd(x, b1, c11);
                c12 = V.MultiplyAdd(x, b2, c12);
                x = V.LoadEvery(a + 2 * element);
                c20 = V.MultiplyAdd(x, b0, c20);
                c21 = V.MultiplyAdd(x, b1, c21);
                c22 = V.MultiplyAdd(x, b2, c22);
                x = V.LoadEvery(a + 3 * element);
                c30 = V.MultiplyAdd(x, b0, c30);
                c31 = V.MultiplyAdd(x, b1, c31);
                c32 = V.MultiplyAdd(x, b2, c32);
            }
            Put(c00, c01, c02, c, adds);
            Put(c10, c11, c12, c + stride, adds);
            Put(c20, c21, c22, c + 2 * stride, adds);
            Put(c30, c31, c32, c + 3 * stride, adds);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Put<V>(V x, V y, V z, byte* to, bool adds) where V : struct, ILanes<V>
    {
        int vector = Unsafe.SizeOf<V>();
        V.Store(adds ? V.Load(to) + x : x, to);
        V.Store(adds ? V.Load(to + vector) + y : y, to + vector);
        V.Store(adds ? V.Load(to + 2 * vector) + z : z, to + 2 * vector);
    }
}
