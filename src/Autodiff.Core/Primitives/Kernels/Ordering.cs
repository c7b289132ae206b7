namespace Autodiff.Kernels;

/// <summary>Stable sorting by integer keys that have the order of the elements. NaN is the greatest element, and all NaNs are equal.</summary>
static class Ordering
{
    /// <summary>An integer key for each element.</summary>
    /// <param name="x">The elements.</param>
    /// <param name="zerosDiffer">Whether −0 is less than 0; otherwise they are equal.</param>
    public static long[] Keys(Tensor x, bool zerosDiffer)
    {
        var r = new long[x.Size];
        if (!x.Type.IsFloat)
        {
            x.Converted(x.Type.With(DType.I64)).Elements<long>().CopyTo(r);
            return r;
        }
        var numbers = x.Converted(x.Type.With(DType.F64)).Elements<double>();
        for (int i = 0; i < r.Length; i++) r[i] = Key(numbers[i], zerosDiffer);
        return r;
    }

    // The bits of a positive double have its order; those of a negative double have the opposite order.
    static long Key(double x, bool zerosDiffer)
    {
        if (double.IsNaN(x)) return long.MaxValue;
        long bits = BitConverter.DoubleToInt64Bits(x == 0 && !zerosDiffer ? 0 : x);
        return bits < 0 ? bits ^ long.MaxValue : bits;
    }

    /// <summary>The source of each element of a sorted array: ascending by key, and stable.</summary>
    /// <param name="keys">A key for each element, in row-major order.</param>
    /// <param name="length">The size of the sorted axis.</param>
    /// <param name="stride">The stride of the sorted axis.</param>
    public static int[] Sources(long[] keys, int length, int stride)
    {
        var sources = new int[keys.Length];
        var lane = new long[length];
        var positions = new int[length];
        for (int n = 0; n < keys.Length / Math.Max(1, length); n++)
        {
            Interruption.Check();
            int start = n / stride * stride * length + n % stride;
            for (int i = 0; i < length; i++) (lane[i], positions[i]) = (keys[start + i * stride], i);
            lane.AsSpan().Sort(positions.AsSpan());
            RestoreRuns(lane, positions);
            for (int i = 0; i < length; i++) sources[start + i * stride] = start + positions[i] * stride;
        }
        return sources;
    }

    // The fast sort is not stable, so positions with equal keys are sorted again.
    static void RestoreRuns(long[] keys, int[] positions)
    {
        for (int first = 0, end; first < keys.Length; first = end)
        {
            for (end = first + 1; end < keys.Length && keys[end] == keys[first]; end++) { }
            if (end > first + 1) positions.AsSpan(first..end).Sort();
        }
    }

    /// <summary>The elements at the given positions.</summary>
    /// <summary>The elements at the given positions.</summary>
    public static Tensor Take(Tensor x, TensorType type, int[] sources)
    {
        if (x.IsSplat) return x.Retyped(type);
        using var held = new Reading(x);
        return new(type, x.Storage.Host.Take(sources));
    }
}
