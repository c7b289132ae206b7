using System.Runtime.CompilerServices;

namespace Autodiff.Graphs;

/// <summary>A list that reuses the large arrays of earlier lists. Otherwise the trace of a long program would allocate many of them.</summary>
sealed class PooledList<T>
{
    T[] items = [];

    /// <summary>The number of items.</summary>
    public int Count { get; private set; }

    /// <summary>The items, valid until the next one is added.</summary>
    public Span<T> Items => items.AsSpan(0, Count);

    /// <summary>The i-th item.</summary>
    public ref T this[int i] => ref items[i];

    /// <summary>Adds an item at the end.</summary>
    public void Add(T item)
    {
        if (Count == items.Length) Grow();
        items[Count++] = item;
    }

    /// <summary>Adds items up to the given number.</summary>
    public void Fill(int count, T item)
    {
        while (Count < count) Add(item);
    }

    /// <summary>An array of the items. The list is empty afterwards.</summary>
    public T[] Take()
    {
        var r = new T[Count];
        Array.Copy(items, r, r.Length);
        Clear();
        return r;
    }

    /// <summary>Removes all items.</summary>
    public void Clear()
    {
        Leave();
        (items, Count) = ([], 0);
    }

    void Grow()
    {
        const int least = 16;
        var larger = Spares.Take(items.Length + 1) ?? new T[Math.Max(least, 2 * items.Length)];
        Array.Copy(items, larger, Count);
        Leave();
        items = larger;
    }

    void Leave()
    {
        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>()) Array.Clear(items, 0, Count);
        Spares.Put(items);
    }

    /// <summary>Arrays that a thread keeps for reuse, until a full garbage collection takes them.</summary>
    static class Spares
    {
        // Smaller arrays are cheaper to allocate than to find.
        const int small = 1024, most = 4;

        // A field of the thread, so that taking an array needs no lock. The contents have no meaning.
        [ThreadStatic] static WeakReference<T[]>?[]? kept;

        public static T[]? Take(int least)
        {
            if (least <= small || kept is null) return null;
            foreach (var k in kept)
            {
                if (k is null || !k.TryGetTarget(out var array) || array.Length < least) continue;
                k.SetTarget(null!);
                return array;
            }
            return null;
        }

        public static void Put(T[] array)
        {
            if (array.Length <= small) return;
            kept ??= new WeakReference<T[]>?[most];
            int place = -1;
            for (int i = 0, smallest = array.Length; i < most; i++)
            {
                int length = kept[i] is { } k && k.TryGetTarget(out var other) ? other.Length : 0;
                if (length < smallest) (place, smallest) = (i, length);
            }
            if (place >= 0) (kept[place] ??= new(array)).SetTarget(array);
        }
    }
}
