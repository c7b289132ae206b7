using System.Buffers;

namespace Autodiff.Graphs;

/// <summary>
/// An array for the duration of one method, initially null or zero. A large array comes from the shared pool, because allocating one for each pass over a long graph would
/// cause many full garbage collections.
/// </summary>
readonly ref struct Scratch<T>
{
    // Smaller arrays are cheaper to allocate than to rent.
    const int Small = 512;

    readonly T[] items;

    /// <param name="length">The least number of items.</param>
    public Scratch(int length)
    {
        items = length <= Small ? new T[length] : ArrayPool<T>.Shared.Rent(length);
        // Returned arrays are cleared only if they hold references, so the others are cleared here.
        if (length > Small && !System.Runtime.CompilerServices.RuntimeHelpers.IsReferenceOrContainsReferences<T>()) items.AsSpan(0, length).Clear();
    }

    /// <summary>The i-th item.</summary>
    public ref T this[int i] => ref items[i];

    /// <summary>The array, which may be longer than requested. It must not be kept.</summary>
    public T[] Items => items;

    /// <summary>Returns the array to the pool.</summary>
    public void Dispose()
    {
        if (items.Length > Small) ArrayPool<T>.Shared.Return(items, System.Runtime.CompilerServices.RuntimeHelpers.IsReferenceOrContainsReferences<T>());
    }
}
