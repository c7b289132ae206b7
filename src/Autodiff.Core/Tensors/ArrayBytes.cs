using System.Runtime.InteropServices;

namespace Autodiff;

/// <summary>The memory of arrays of numbers, of any rank and any of our element types.</summary>
static class ArrayBytes
{
    /// <summary>The elements as bytes, row-major and little-endian.</summary>
    /// <param name="array">The array.</param>
    /// <param name="size">Bytes an element.</param>
    /// <exception cref="OverflowException">They are more than a span holds.</exception>
    public static Span<byte> Bytes(this Array array, int size) => MemoryMarshal.CreateSpan(ref MemoryMarshal.GetArrayDataReference(array), checked(array.Length * size));
}
