using System.Buffers;

namespace Autodiff;

/// <summary>One element that stands for all. Literals, zeros and ones are stored so, and broadcasting them costs nothing.</summary>
sealed class Splat<T>(T element) : HostStorage<T> where T : unmanaged
{
    T element = element;

    /// <summary>The element.</summary>
    public T Element => element;

    public override Span<T> Elements => new(ref element);

    public override MemoryHandle Pin() => new Memory<T>([element]).Pin();

    public override HostStorage Share() => new Splat<T>(element);
}
