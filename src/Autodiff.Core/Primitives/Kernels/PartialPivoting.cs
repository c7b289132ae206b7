using System.Numerics;

namespace Autodiff.Kernels;

/// <summary>Gaussian elimination with partial pivoting, in place.</summary>
static class PartialPivoting
{
    /// <summary>Turns a [n,n] into its factors: L below the diagonal, whose ones are not stored, and U. Row i of the product is row order[i] of a.</summary>
    /// <returns>The sign of the permutation.</returns>
    public static int Factor<T>(Span<T> a, Span<int> order, int n) where T : struct, IFloatingPointIeee754<T>
    {
        for (int i = 0; i < n; i++) order[i] = i;
        int sign = 1;
        for (int k = 0; k < n; k++)
        {
            int pivot = Pivot<T>(a, n, k);
            if (pivot != k)
            {
                Exchange(a.Slice(k * n, n), a.Slice(pivot * n, n));
                (order[k], order[pivot]) = (order[pivot], order[k]);
                sign = -sign;
            }
            var row = a.Slice(k * n, n);
            // A column of zeros is left as it is.
            if (row[k] == T.Zero) continue;
            for (int i = k + 1; i < n; i++)
            {
                var other = a.Slice(i * n, n);
                var factor = other[k] /= row[k];
                for (int j = k + 1; j < n; j++) other[j] -= factor * row[j];
            }
        }
        return sign;
    }

    // The first of the greatest; NaN counts as greater.
    static int Pivot<T>(ReadOnlySpan<T> a, int n, int k) where T : struct, IFloatingPointIeee754<T>
    {
        int best = k;
        for (int i = k + 1; i < n; i++)
        {
            T size = T.Abs(a[i * n + k]), greatest = T.Abs(a[best * n + k]);
            if (size > greatest || T.IsNaN(size) && !T.IsNaN(greatest)) best = i;
        }
        return best;
    }

    static void Exchange<T>(Span<T> x, Span<T> y)
    {
        for (int j = 0; j < x.Length; j++) (x[j], y[j]) = (y[j], x[j]);
    }
}
