using System.Buffers;
using System.Runtime.InteropServices;

namespace Autodiff;

/// <summary>Elements in memory of the host, of which a device may have a copy.</summary>
abstract class HostStorage : Storage
{
    DeviceArray? copy;
    bool wasCopied;

    public sealed override HostStorage Host => this;

    public sealed override DeviceArray? Device => Volatile.Read(ref copy);

    /// <summary>The number of stored elements: 1 for a splat.</summary>
    public abstract int Count { get; }

    /// <summary>The stored elements as bytes.</summary>
    /// <exception cref="OverflowException">There are more bytes than a span can have.</exception>
    public abstract Span<byte> Bytes { get; }

    /// <summary>The address of the elements, which stay there until it is disposed. Native memory is kept alive by a <see cref="Reading"/>.</summary>
    public abstract MemoryHandle Pin();

    /// <summary>A stored element, as a .NET number or boolean.</summary>
    public abstract object At(long i);

    /// <summary>Copies the elements to other memory for the same dtype. A splat fills it.</summary>
    /// <param name="from">The first element.</param>
    /// <param name="to">The destination.</param>
    /// <param name="at">The position of the first element.</param>
    /// <param name="count">The number of elements.</param>
    public abstract void CopyTo(HostStorage to, int from, int at, int count);

    /// <summary>New storage of the elements at some positions.</summary>
    public abstract HostStorage Take(int[] places);

    /// <summary>Notes that the elements have been copied to a device.</summary>
    /// <returns>Whether they were copied before. A tensor that is used once then takes no memory on the device.</returns>
    public bool WasCopied()
    {
        bool before = wasCopied;
        wasCopied = true;
        return before;
    }

    /// <summary>Keeps a copy on a device, unless one exists already.</summary>
    public void Keep(DeviceArray array) => Interlocked.CompareExchange(ref copy, array, null);

    public override void Free() => LeaveDevice();

    /// <summary>Frees the copy on a device.</summary>
    public void LeaveDevice() => Interlocked.Exchange(ref copy, null)?.Free();
}

/// <summary>Elements of one .NET type in memory of the host.</summary>
abstract class HostStorage<T> : HostStorage where T : unmanaged
{
    /// <summary>The stored elements. Only code that has just created the storage writes to them.</summary>
    public abstract Span<T> Elements { get; }

    public sealed override int Count => Elements.Length;

    public sealed override Span<byte> Bytes => MemoryMarshal.AsBytes(Elements);

    public sealed override object At(long i) => Elements[(int)i];

    public sealed override Array Copy(long count)
    {
        var r = GC.AllocateUninitializedArray<T>(checked((int)count));
        if (Count == 1) Array.Fill(r, Elements[0]);
        else Elements.CopyTo(r);
        return r;
    }

    public sealed override void CopyTo(HostStorage to, int from, int at, int count)
    {
        var target = ((HostStorage<T>)to).Elements.Slice(at, count);
        if (Count == 1) target.Fill(Elements[0]);
        else Elements.Slice(from, count).CopyTo(target);
    }

    public sealed override HostStorage Take(int[] places)
    {
        var r = new T[places.Length];
        for (int i = 0; i < r.Length; i++) r[i] = Elements[places[i]];
        return HostArray<T>.Of(r);
    }
}
