namespace Autodiff;

/// <summary>The elements of a tensor in row-major order. All elements of a splat are its only one.</summary>
readonly ref struct Elements<T>
{
    readonly ReadOnlySpan<T> stored;
    readonly int step;

    internal Elements(ReadOnlySpan<T> stored, long count)
    {
        this.stored = stored;
        (step, Count) = (stored.Length == 1 ? 0 : 1, (int)count);
    }

    /// <summary>The number of elements.</summary>
    public int Count { get; }

    /// <summary>The i-th element.</summary>
    public T this[int i] => stored[i * step];

    /// <summary>All elements. A splat is written out.</summary>
    public ReadOnlySpan<T> ToSpan()
    {
        if (stored.Length == Count) return stored;
        var r = new T[Count];
        CopyTo(r);
        return r;
    }

    /// <summary>Writes all elements to memory.</summary>
    public void CopyTo(Span<T> to)
    {
        if (step == 0) to.Fill(stored[0]);
        else stored.CopyTo(to);
    }
}
