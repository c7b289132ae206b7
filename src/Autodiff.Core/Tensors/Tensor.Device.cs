using System.Buffers;
using System.Runtime.InteropServices;

namespace Autodiff;

public sealed partial class Tensor
{
    // The elements are in a .NET array, or in one of these, or both.
    DeviceArray? device;
    HostMemory? memory;
    bool wasCopied;

    /// <summary>A tensor on a device. Its elements are copied to the host once, when they are read.</summary>
    internal Tensor(TensorType type, DeviceArray device) : base(type) => (this.device, IsSplat) = (device, type.Shape.Size == 1);

    Tensor(TensorType type, HostMemory memory) : base(type) => this.memory = memory;

    /// <summary>A tensor whose elements are written in place. A large one gets memory in which XLA can compute directly, so nothing is copied.</summary>
    /// <param name="shape">The shape of the tensor.</param>
    /// <param name="state">An object that is passed to <paramref name="fill"/>.</param>
    /// <param name="fill">Writes all elements in row-major order. The memory is not initialized.</param>
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

    /// <summary>The array on a device, if a backend made the tensor or it was copied there more than once; otherwise null.</summary>
    internal DeviceArray? Device => Volatile.Read(ref device);

    /// <summary>The host memory outside of the garbage-collected heap, if the tensor was written there; otherwise null.</summary>
    internal HostMemory? Memory => Volatile.Read(ref memory);

    /// <summary>Waits until a device has computed the elements (jax.Array.block_until_ready).</summary>
    /// <exception cref="AdException">The computation failed.</exception>
    public void Wait() => Device?.Wait();

    /// <summary>
    /// Frees the memory on a device now, instead of when the garbage collector finds it. The tensor has no elements afterwards: using it is an error.
    /// </summary>
    public void Delete() => Lose(LostArray.Deleted);

    /// <summary>Removes the elements.</summary>
    /// <param name="how">The end of the message of later errors, such as "was given up".</param>
    internal void GiveUp(string how) => Lose(new(how));

    void Lose(LostArray lost)
    {
        var own = Interlocked.Exchange(ref device, lost);
        onHost = null;
        Interlocked.Exchange(ref memory, null)?.Dispose();
        own?.Free();
    }

    /// <summary>Records that the elements have been copied from the host to a device.</summary>
    /// <returns>Whether they had been before. A copy is kept on the device from the second time on, because then a third is likely.</returns>
    internal bool WasCopied()
    {
        bool before = wasCopied;
        wasCopied = true;
        return before;
    }

    /// <summary>Keeps a copy on a device, unless there is one already.</summary>
    internal void Keep(DeviceArray copy) => Interlocked.CompareExchange(ref device, copy, null);

    /// <summary>The one element, as <see cref="Item"/> returns it. The memory on a device is freed: nothing else uses this tensor.</summary>
    internal object TakeItem()
    {
        object r = Item();
        LeaveDevice();
        return r;
    }

    /// <summary>Copies the elements from a device to the host and frees the memory there.</summary>
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
