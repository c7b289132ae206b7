using System.Runtime.InteropServices;

namespace Autodiff;

/// <summary>The memory of arrays of any rank whose element type is that of a dtype.</summary>
static class ArrayBytes
{
    /// <summary>The elements as bytes, row-major and little-endian.</summary>
    /// <param name="array">The array.</param>
    /// <param name="size">The size of an element in bytes.</param>
    /// <exception cref="OverflowException">There are more bytes than a span can have.</exception>
    public static Span<byte> Bytes(this Array array, int size) => MemoryMarshal.CreateSpan(ref MemoryMarshal.GetArrayDataReference(array), checked(array.Length * size));
}
