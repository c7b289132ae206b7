using System.Numerics;

namespace Autodiff.Kernels;

/// <summary>Gaussian elimination with pivoting, in place.</summary>
static class Pivoting
{
    /// <summary>
    /// Replaces a [n,n] by its factors: L below the diagonal, whose diagonal of ones is not stored, and U. Element i, j of their product is element rows[i], columns[j] of a.
    /// </summary>
    /// <param name="a">The matrix.</param>
    /// <param name="rows">Receives the order of the rows.</param>
    /// <param name="columns">Receives the order of the columns.</param>
    /// <param name="complete">Whether the pivot is chosen from the whole remaining matrix; otherwise from its first column.</param>
    /// <returns>The sign of both permutations.</returns>
    public static int Factor<T>(Span<T> a, Span<int> rows, Span<int> columns, bool complete) where T : struct, IFloatingPointIeee754<T>
    {
        int n = rows.Length, sign = 1;
        for (int i = 0; i < n; i++) rows[i] = columns[i] = i;
        for (int k = 0; k < n; k++)
        {
            Interruption.Check();
            var (r, c) = Greatest<T>(a, n, k, complete);
            if (r != k)
            {
                for (int j = 0; j < n; j++) (a[k * n + j], a[r * n + j]) = (a[r * n + j], a[k * n + j]);
                (rows[k], rows[r], sign) = (rows[r], rows[k], -sign);
            }
            if (c != k)
            {
                for (int i = 0; i < n; i++) (a[i * n + k], a[i * n + c]) = (a[i * n + c], a[i * n + k]);
                (columns[k], columns[c], sign) = (columns[c], columns[k], -sign);
            }
            Eliminate(a, n, k);
        }
        return sign;
    }

    static void Eliminate<T>(Span<T> a, int n, int k) where T : struct, IFloatingPointIeee754<T>
    {
        var row = a.Slice(k * n, n);
        // If the pivot is zero, so is the rest of its column: there is nothing to eliminate.
        if (row[k] == T.Zero) return;
        for (int i = k + 1; i < n; i++)
        {
            var other = a.Slice(i * n, n);
            var factor = other[k] /= row[k];
            for (int j = k + 1; j < n; j++) other[j] -= factor * row[j];
        }
    }

    // The first greatest element in row-major order; NaN counts as greatest.
    static (int Row, int Column) Greatest<T>(ReadOnlySpan<T> a, int n, int k, bool complete) where T : struct, IFloatingPointIeee754<T>
    {
        var (row, column, greatest) = (k, k, T.Abs(a[k * n + k]));
        for (int i = k; i < n; i++)
            for (int j = k; j < (complete ? n : k + 1); j++)
                if (T.Abs(a[i * n + j]) is var size && (size > greatest || T.IsNaN(size) && !T.IsNaN(greatest))) (row, column, greatest) = (i, j, size);
        return (row, column);
    }
}
