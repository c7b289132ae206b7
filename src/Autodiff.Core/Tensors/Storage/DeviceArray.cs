namespace Autodiff;

/// <summary>The elements of a tensor on the device of a backend.</summary>
abstract class DeviceArray(TensorType type) : Storage
{
    HostStorage? host;

    /// <summary>The type of the array.</summary>
    protected TensorType Type { get; } = type;

    public sealed override HostStorage Host => Volatile.Read(ref host) ?? Keep(Type.DType.Wrap(Read()));

    public sealed override DeviceArray Device => this;

    public sealed override HostStorage Share() => Host.Share();

    // The caller keeps this result; the device array need not keep it as well.
    public sealed override Array Copy(long count) => Volatile.Read(ref host)?.Copy(count) ?? Read();

    /// <summary>Waits until the elements are computed, and copies them.</summary>
    /// <param name="to">The destination, of exactly their size in bytes.</param>
    public abstract void CopyTo(Span<byte> to);

    public abstract override void Wait();

    Array Read()
    {
        long count = Type.Shape.Size;
        if (count > Array.MaxLength) throw new AdException($"{Type} has {count} elements; an array holds at most {Array.MaxLength}.", ErrorId.TooLarge);
        var elements = Type.DType.NewArray(count);
        CopyTo(elements.Bytes(Type.DType.Size));
        return elements;
    }

    HostStorage Keep(HostStorage elements) => Interlocked.CompareExchange(ref host, elements, null) ?? elements;
}
