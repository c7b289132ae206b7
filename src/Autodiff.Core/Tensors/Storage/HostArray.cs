using System.Buffers;

namespace Autodiff;

/// <summary>Elements in a .NET array.</summary>
sealed class HostArray<T>(T[] elements) : HostStorage<T> where T : unmanaged
{
    public override Span<T> Elements => elements;

    public override MemoryHandle Pin() => new Memory<T>(elements).Pin();

    public override HostStorage Share() => new HostArray<T>(elements);

    /// <summary>The storage of an array. It must not be written to afterwards.</summary>
    public static HostStorage<T> Of(T[] elements) => elements.Length == 1 ? new Splat<T>(elements[0]) : new HostArray<T>(elements);
}
