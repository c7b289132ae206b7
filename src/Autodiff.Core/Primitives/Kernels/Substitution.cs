using System.Numerics;

namespace Autodiff.Kernels;

/// <summary>Solves triangular systems by substitution, in place, one row of right-hand sides at a time.</summary>
static class Substitution
{
    /// <summary>Replaces b [n,m] by the solution x of a·x = b, or of aᵀ·x = b.</summary>
    public static void Run<T>(ReadOnlySpan<T> a, Span<T> b, int n, bool lower, bool transposed, bool unit) where T : struct, IFloatingPointIeee754<T>
    {
        if (n == 0) return;
        int m = b.Length / n;
        // Starts with the row that has only a diagonal element.
        bool forward = lower != transposed;
        for (int step = 0; step < n; step++)
        {
            Interruption.Check();
            int i = forward ? step : n - 1 - step;
            var row = b.Slice(i * m, m);
            for (int done = 0; done < step; done++)
            {
                int k = forward ? done : n - 1 - done;
                Subtract(row, a[transposed ? k * n + i : i * n + k], b.Slice(k * m, m));
            }
            if (unit) continue;
            var d = a[i * n + i];
            for (int j = 0; j < m; j++) row[j] /= d;
        }
    }

    static void Subtract<T>(Span<T> row, T factor, ReadOnlySpan<T> other) where T : struct, IFloatingPointIeee754<T>
    {
        for (int j = 0; j < row.Length; j++) row[j] -= factor * other[j];
    }
}
