using System.Buffers;

namespace Autodiff.Graphs;

/// <summary>
/// An array for the time of one method, at first all null or zero. A large one comes from the shared pool: a new one for each pass over a long graph would make
/// the garbage collector walk the whole heap again and again.
/// </summary>
readonly ref struct Scratch<T>
{
    // Smaller arrays are cheaper made than rented.
    const int Small = 512;

    readonly T[] items;

    /// <param name="length">How many items are needed; there may be more.</param>
    public Scratch(int length)
    {
        items = length <= Small ? new T[length] : ArrayPool<T>.Shared.Rent(length);
        // What is returned to the pool is cleared only if it holds references.
        if (length > Small && !System.Runtime.CompilerServices.RuntimeHelpers.IsReferenceOrContainsReferences<T>()) items.AsSpan(0, length).Clear();
    }

    /// <summary>The i-th item.</summary>
    public ref T this[int i] => ref items[i];

    /// <summary>The array itself, which may be longer than was asked for. Nobody may keep it.</summary>
    public T[] Items => items;

    /// <summary>Gives the array back.</summary>
    public void Dispose()
    {
        if (items.Length > Small) ArrayPool<T>.Shared.Return(items, System.Runtime.CompilerServices.RuntimeHelpers.IsReferenceOrContainsReferences<T>());
    }
}
