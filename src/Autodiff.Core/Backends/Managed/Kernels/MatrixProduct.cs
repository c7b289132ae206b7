using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Autodiff.Backends.Managed;

/// <summary>
/// Matrix products in blocks of four rows and two vectors of columns, whose sums stay in registers. Each element is summed in the order of k
/// (for a result with one column in up to eight interleaved sums). Large products of floats are computed by <see cref="BlockedProduct"/>.
/// </summary>
static class MatrixProduct
{
    /// <summary>y = a·b for each matrix of the batch. y is dense and row-major.</summary>
    public static void Run<T>(MatrixOperand<T> a, MatrixOperand<T> b, Span<T> y) where T : unmanaged, INumber<T>
    {
        if (IsBlocked<T>(a.Rows, b.Columns, a.Columns))
        {
            for (int i = 0; i < a.Batch; i++) Blocked(a.Elements[(i * a.BatchStride)..], a.RowStride, a.ColumnStride, b.Elements[(i * b.BatchStride)..], b.RowStride, b.ColumnStride, y[(i * a.Rows * b.Columns)..], a.Rows, b.Columns, a.Columns);
            return;
        }
        y.Clear();
        if (y.Length == 0 || a.Columns == 0) return;
        // A product with one row is computed as its transpose, with one column, in the same memory.
        if (a.Rows == 1 && b.ColumnStride != 1)
        {
            var column = a.Transposed();
            a = b.Transposed();
            b = column;
        }
        b = b.WithDenseColumns();
        bool isVector = b.Columns == 1 && a.ColumnStride == 1 && b.RowStride == 1;
        for (int i = 0; i < a.Batch; i++)
        {
            var block = new Block<T>(a.Elements[(i * a.BatchStride)..], a.RowStride, a.ColumnStride, b.Elements[(i * b.BatchStride)..], b.RowStride, y[(i * a.Rows * b.Columns)..], a.Rows, b.Columns, a.Columns);
            if (isVector) block.TimesVector();
            else block.Multiply();
        }
    }

    /// <summary>y = a·b for dense matrices a [rows,inner] and b [inner,columns]. y is initially zero.</summary>
    public static void Run<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y, int rows, int columns, int inner) where T : unmanaged, INumber<T>
    {
        if (IsBlocked<T>(rows, columns, inner)) Blocked(a, inner, 1, b, columns, 1, y, rows, columns, inner);
        else new Block<T>(a, inner, 1, b, columns, y, rows, columns, inner).Multiply();
    }

    static bool IsBlocked<T>(int rows, int columns, int inner) => (typeof(T) == typeof(float) || typeof(T) == typeof(double)) && BlockedProduct.Pays(rows, columns, inner);

    static unsafe void Blocked<T>(ReadOnlySpan<T> a, int aRow, int aColumn, ReadOnlySpan<T> b, int bRow, int bColumn, Span<T> y, int rows, int columns, int inner) where T : unmanaged
    {
        fixed (T* p = a, q = b, to = y) BlockedProduct.Run(p, aRow, aColumn, q, bRow, bColumn, to, rows, columns, inner);
    }

    /// <summary>One product of matrices.</summary>
    readonly ref struct Block<T>(ReadOnlySpan<T> a, int aRow, int aColumn, ReadOnlySpan<T> b, int bRow, Span<T> y, int rows, int columns, int inner) where T : unmanaged, INumber<T>
    {
        readonly ReadOnlySpan<T> a = a, b = b;
        readonly Span<T> y = y;

        public void TimesVector()
        {
            for (int i = 0; i < rows; i++) y[i] = Inner(a.Slice(i * aRow, inner), b[..inner]);
        }

        static T Inner(ReadOnlySpan<T> x, ReadOnlySpan<T> y)
        {
            var v = MemoryMarshal.Cast<T, Vector256<T>>(x);
            var w = MemoryMarshal.Cast<T, Vector256<T>>(y);
            var s = Vector256<T>.Zero;
            for (int k = 0; k < v.Length; k++) s += v[k] * w[k];
            var sum = T.Zero;
            for (int k = 0; k < Vector256<T>.Count; k++) sum = unchecked(sum + s[k]);
            for (int k = v.Length * Vector256<T>.Count; k < x.Length; k++) sum = unchecked(sum + x[k] * y[k]);
            return sum;
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Multiply()
        {
            // A panel of b stays in the cache while all rows use it.
            int width = Vector256<T>.Count, fours = rows / 4 * 4, j = 0;
            for (; j + 2 * width <= columns; j += 2 * width)
            {
                Interruption.Check();
                for (int i = 0; i < fours; i += 4) FourByTwo(i, j);
            }
            // The last vector begins early enough to be complete; the columns that it shares with the one before are computed twice.
            for (; j < columns && columns >= width; j += width)
                for (int i = 0; i < fours; i += 4) FourByOne(i, Math.Min(j, columns - width));
            for (; j < columns; j++)
                for (int i = 0; i < fours; i += 4) FourScalars(i, j);
            for (int i = fours; i < rows; i++) Row(i);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        void FourByTwo(int i, int j)
        {
            int width = Vector256<T>.Count;
            Vector256<T> c00 = default, c01 = default, c10 = default, c11 = default, c20 = default, c21 = default, c30 = default, c31 = default;
            // All indices are within the operands, because the caller took the sizes from their shapes.
            ref T p = ref Unsafe.Add(ref MemoryMarshal.GetReference(a), i * aRow);
            ref T q = ref Unsafe.Add(ref MemoryMarshal.GetReference(b), j);
            for (int k = 0; k < inner; k++)
            {
                var (b0, b1) = (Vector256.LoadUnsafe(ref q), Vector256.LoadUnsafe(ref q, (nuint)width));
                var s = Vector256.Create(p);
                (c00, c01) = (c00 + s * b0, c01 + s * b1);
                s = Vector256.Create(Unsafe.Add(ref p, aRow));
                (c10, c11) = (c10 + s * b0, c11 + s * b1);
                s = Vector256.Create(Unsafe.Add(ref p, 2 * aRow));
                (c20, c21) = (c20 + s * b0, c21 + s * b1);
                s = Vector256.Create(Unsafe.Add(ref p, 3 * aRow));
                (c30, c31) = (c30 + s * b0, c31 + s * b1);
                p = ref Unsafe.Add(ref p, aColumn);
                q = ref Unsafe.Add(ref q, bRow);
            }
            Store(i, j, c00, c01);
            Store(i + 1, j, c10, c11);
            Store(i + 2, j, c20, c21);
            Store(i + 3, j, c30, c31);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        void FourByOne(int i, int j)
        {
            Vector256<T> c0 = default, c1 = default, c2 = default, c3 = default;
            ref T p = ref Unsafe.Add(ref MemoryMarshal.GetReference(a), i * aRow);
            ref T q = ref Unsafe.Add(ref MemoryMarshal.GetReference(b), j);
            for (int k = 0; k < inner; k++)
            {
                var v = Vector256.LoadUnsafe(ref q);
                c0 += Vector256.Create(p) * v;
                c1 += Vector256.Create(Unsafe.Add(ref p, aRow)) * v;
                c2 += Vector256.Create(Unsafe.Add(ref p, 2 * aRow)) * v;
                c3 += Vector256.Create(Unsafe.Add(ref p, 3 * aRow)) * v;
                p = ref Unsafe.Add(ref p, aColumn);
                q = ref Unsafe.Add(ref q, bRow);
            }
            Store(i, j, c0);
            Store(i + 1, j, c1);
            Store(i + 2, j, c2);
            Store(i + 3, j, c3);
        }

        void Store(int i, int j, Vector256<T> v) => v.CopyTo(y.Slice(i * columns + j, Vector256<T>.Count));

        void Store(int i, int j, Vector256<T> left, Vector256<T> right)
        {
            var to = y.Slice(i * columns + j, 2 * Vector256<T>.Count);
            left.CopyTo(to);
            right.CopyTo(to[Vector256<T>.Count..]);
        }

        void FourScalars(int i, int j)
        {
            T c0 = T.Zero, c1 = T.Zero, c2 = T.Zero, c3 = T.Zero;
            for (int k = 0, at = i * aRow, from = j; k < inner; k++, at += aColumn, from += bRow)
            {
                var s = b[from];
                c0 = unchecked(c0 + a[at] * s);
                c1 = unchecked(c1 + a[at + aRow] * s);
                c2 = unchecked(c2 + a[at + 2 * aRow] * s);
                c3 = unchecked(c3 + a[at + 3 * aRow] * s);
            }
            int to = i * columns + j;
            (y[to], y[to + columns], y[to + 2 * columns], y[to + 3 * columns]) = (c0, c1, c2, c3);
        }

        void Row(int i)
        {
            var row = y.Slice(i * columns, columns);
            var into = MemoryMarshal.Cast<T, Vector256<T>>(row);
            for (int k = 0; k < inner; k++)
            {
                var s = a[i * aRow + k * aColumn];
                var from = b.Slice(k * bRow, columns);
                var vectors = MemoryMarshal.Cast<T, Vector256<T>>(from);
                var wide = Vector256.Create(s);
                for (int j = 0; j < into.Length; j++) into[j] += wide * vectors[j];
                for (int j = into.Length * Vector256<T>.Count; j < columns; j++) row[j] = unchecked(row[j] + s * from[j]);
            }
        }
    }
}
