using System.Buffers;
using System.Runtime.InteropServices;

namespace Autodiff;

public sealed partial class Tensor
{
    // Where the elements are beside a .NET array, or instead of it.
    DeviceArray? device;
    HostMemory? memory;
    bool wasCopied;

    /// <summary>A tensor on a device, which is read when someone looks, once.</summary>
    internal Tensor(TensorType type, DeviceArray device) : base(type) => (this.device, IsSplat) = (device, type.Shape.Size == 1);

    Tensor(TensorType type, HostMemory memory) : base(type) => this.memory = memory;

    /// <summary>A tensor whose elements are written where they stay: large ones in memory that XLA computes with without a copy.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="state">What <paramref name="fill"/> is given.</param>
    /// <param name="fill">Writes every element, row-major; what it does not write is anything at all.</param>
    public static Tensor Create<T, TState>(Shape shape, TState state, SpanAction<T, TState> fill) where T : unmanaged
    {
        var type = new TensorType(DType.Of(typeof(T)) ?? throw new AdException($"No dtype holds {typeof(T).Name}.", ErrorId.InvalidDType), shape);
        long n = shape.Size;
        if (n > Array.MaxLength) throw TooLarge(type);
        if (n * type.DType.Size < HostMemory.Least)
        {
            var elements = new T[n];
            fill(elements, state);
            return new(type, elements);
        }
        var memory = new HostMemory(n * type.DType.Size);
        try
        {
            fill(memory.Elements<T>(), state);
            return new(type, memory);
        }
        catch
        {
            memory.Dispose();
            throw;
        }
    }

    /// <summary>The array on a device, of a tensor that a backend made, or that was copied there more than once; null of others.</summary>
    internal DeviceArray? Device => Volatile.Read(ref device);

    /// <summary>The memory outside of the collector's heap that it was written in; null of others.</summary>
    internal HostMemory? Memory => Volatile.Read(ref memory);

    /// <summary>Waits until the elements have been computed, where a device is computing them (jax.Array.block_until_ready).</summary>
    /// <exception cref="AdException">They could not be computed.</exception>
    public void Wait() => Device?.Wait();

    /// <summary>
    /// Frees the memory that it takes on a device now, rather than when the collector finds that nobody holds it. It has no elements any more: using it is an error.
    /// </summary>
    public void Delete() => Lose(LostArray.Deleted);

    /// <summary>Takes the elements away.</summary>
    /// <param name="how">What became of them, as in: was given up.</param>
    internal void GiveUp(string how) => Lose(new(how));

    void Lose(LostArray lost)
    {
        var own = Interlocked.Exchange(ref device, lost);
        onHost = null;
        Interlocked.Exchange(ref memory, null)?.Dispose();
        own?.Free();
    }

    /// <summary>Notes that the host's elements have been copied to a device.</summary>
    /// <returns>Whether it was before: what is used once is to take no memory there, and after a second time there will be a third.</returns>
    internal bool WasCopied()
    {
        bool before = wasCopied;
        wasCopied = true;
        return before;
    }

    /// <summary>Keeps a copy on a device, unless there is one.</summary>
    internal void Keep(DeviceArray copy) => Interlocked.CompareExchange(ref device, copy, null);

    /// <summary>The one element, as <see cref="Item"/> gives it, of a tensor that nobody is going to compute with: what it takes on a device is freed.</summary>
    internal object TakeItem()
    {
        object r = Item();
        LeaveDevice();
        return r;
    }

    /// <summary>Reads what is on a device and frees its memory there.</summary>
    internal void LeaveDevice()
    {
        if (Device is not { } own) return;
        _ = Stored;
        if (Interlocked.CompareExchange(ref device, null, own) == own) own.Free();
    }

    Array Keep(Array elements) => Interlocked.CompareExchange(ref onHost, elements, null) ?? elements;

    Array Read() => DType.Code switch
    {
        TypeCode.Double => Read<double>(),
        TypeCode.Single => Read<float>(),
        TypeCode.Int32 => Read<int>(),
        TypeCode.Int64 => Read<long>(),
        TypeCode.UInt32 => Read<uint>(),
        _ => Read<bool>(),
    };

    T[] Read<T>() where T : struct
    {
        long n = Type.Shape.Size;
        if (n > Array.MaxLength) throw TooLarge(Type);
        var r = GC.AllocateUninitializedArray<T>((int)n);
        var to = MemoryMarshal.AsBytes(r.AsSpan());
        if (Memory is { } own) own.CopyTo(to);
        else Device!.CopyTo(to);
        return r;
    }

    static AdException TooLarge(TensorType type) => new($"{type} has {type.Shape.Size} elements, more than an array can hold ({Array.MaxLength}).", ErrorId.TooLarge);
}
