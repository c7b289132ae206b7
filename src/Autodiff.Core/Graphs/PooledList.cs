using System.Buffers;
using System.Runtime.CompilerServices;

namespace Autodiff.Graphs;

/// <summary>A list that grows in arrays of the shared pool: the traces of long programs would otherwise leave arrays of twice their size to the garbage collector.</summary>
sealed class PooledList<T>
{
    T[] items = [];

    /// <summary>How many items there are.</summary>
    public int Count { get; private set; }

    /// <summary>The items; until the next one is added.</summary>
    public Span<T> Items => items.AsSpan(0, Count);

    /// <summary>The i-th item.</summary>
    public ref T this[int i] => ref items[i];

    /// <summary>Adds an item at the end.</summary>
    public void Add(T item)
    {
        if (Count == items.Length) Grow();
        items[Count++] = item;
    }

    /// <summary>Adds items until there are so many.</summary>
    public void Fill(int count, T item)
    {
        while (Count < count) Add(item);
    }

    /// <summary>An array of the items; the list is empty afterwards.</summary>
    public T[] Take()
    {
        var r = Items.ToArray();
        Clear();
        return r;
    }

    /// <summary>Lets go of all items.</summary>
    public void Clear()
    {
        if (items.Length > 0) ArrayPool<T>.Shared.Return(items, RuntimeHelpers.IsReferenceOrContainsReferences<T>());
        (items, Count) = ([], 0);
    }

    void Grow()
    {
        var larger = ArrayPool<T>.Shared.Rent(Math.Max(16, 2 * items.Length));
        int n = Count;
        Items.CopyTo(larger);
        Clear();
        (items, Count) = (larger, n);
    }
}
