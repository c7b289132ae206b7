using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Autodiff;

/// <summary>
/// A concrete, immutable array. A <em>splat</em> stores one element for any shape: literals, zeros and ones cost nothing and need no broadcast.
/// </summary>
public sealed partial class Tensor : Value
{
    DeviceArray? device;
    Array? onHost;
    bool wasCopied;

    /// <summary>A tensor over elements that nobody will write to again.</summary>
    internal Tensor(TensorType type, Array elements) : base(type)
    {
        // What has no elements stores none: a splat's one would be read as if there were some.
        onHost = elements.Length == 1 && type.Shape.Size == 0 ? Array.CreateInstance(type.DType.ElementType, 0) : elements;
        IsSplat = onHost.Length == 1;
        if (!IsSplat && onHost.Length != type.Shape.Size)
            throw new AdException($"{elements.Length} elements do not fill the shape {type.Shape}.", "InvalidShape");
    }

    /// <summary>A tensor on a device, which is read when someone looks, once.</summary>
    internal Tensor(TensorType type, DeviceArray device) : base(type) => (this.device, IsSplat) = (device, type.Shape.Size == 1);

    /// <summary>The array on a device, of a tensor that a backend made, or that was copied there more than once; null of others.</summary>
    internal DeviceArray? Device => Volatile.Read(ref device);

    /// <summary>Whether one element is stored for all.</summary>
    internal bool IsSplat { get; }

    /// <summary>The elements, row-major; for a splat the one element. Never to be written to.</summary>
    internal Array Stored => onHost ?? Keep(Device!.Read());

    Array Keep(Array elements) => Interlocked.CompareExchange(ref onHost, elements, null) ?? elements;

    internal ReadOnlySpan<T> Span<T>() => (T[])Stored;

    /// <summary>All elements, row-major; a splat is written out. Never to be written to.</summary>
    internal T[] Elements<T>()
    {
        var d = (T[])Stored;
        long n = Type.Shape.Size;
        if (!IsSplat || n == 1) return d;
        if (n > Array.MaxLength) throw new AdException($"{Type} has {n} elements, more than an array can hold ({Array.MaxLength}).", "TooLarge");
        var r = new T[n];
        Array.Fill(r, d[0]);
        return r;
    }

    /// <summary>
    /// Waits until the elements have been computed, where a device is computing them (jax.Array.block_until_ready).
    /// </summary>
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

    /// <inheritdoc/>
    public override Array Data => DType.Code switch
    {
        TypeCode.Double => Elements<double>().ToArray(),
        TypeCode.Single => Elements<float>().ToArray(),
        TypeCode.Int32 => Elements<int>().ToArray(),
        TypeCode.Int64 => Elements<long>().ToArray(),
        TypeCode.UInt32 => Elements<uint>().ToArray(),
        _ => Elements<bool>().ToArray(),
    };

    /// <inheritdoc/>
    [SuppressMessage("Performance", "CA1814", Justification = "The ranks are what the caller asks for.")]
    public override Array ToArray()
    {
        var flat = Data;
        if (Rank <= 1) return flat;
        var r = Array.CreateInstance(DType.ElementType, Shape);
        // A bool array cannot be copied by Buffer.BlockCopy into another rank without its bytes; all of ours are blittable.
        Buffer.BlockCopy(flat, 0, r, 0, Buffer.ByteLength(flat));
        return r;
    }

    /// <inheritdoc/>
    public override object Item() => Size == 1
        ? At(0)
        : throw new AdException($"Item() needs a tensor of one element, but this one has the shape {Type.Shape}: use .Data, or an index.", "NotScalar");

    /// <summary>The same of a tensor that nobody is going to compute with: what it takes on a device is freed.</summary>
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

    /// <summary>The element at a row-major position.</summary>
    internal object At(long i) => Stored is double[] numbers ? numbers[IsSplat ? 0 : i] : Stored.GetValue(IsSplat ? 0 : i)!;

    /// <summary>The element at a row-major position, as a double.</summary>
    internal double Number(long i)
    {
        long at = IsSplat ? 0 : i;
        return DType.Code switch
        {
            TypeCode.Double => ((double[])Stored)[at],
            TypeCode.Single => ((float[])Stored)[at],
            TypeCode.Int32 => ((int[])Stored)[at],
            TypeCode.Int64 => ((long[])Stored)[at],
            TypeCode.UInt32 => ((uint[])Stored)[at],
            _ => ((bool[])Stored)[at] ? 1 : 0,
        };
    }

    /// <summary>Whether the one element is true, or not zero.</summary>
    internal bool Truth => Number(0) != 0;

    /// <summary>The same elements under another type of as many.</summary>
    internal Tensor Retyped(TensorType type) => type == Type ? this : new(type, Stored);

    /// <summary>The same type and, bit for bit, the same elements.</summary>
    internal bool SameBits(Tensor other)
    {
        if (ReferenceEquals(this, other)) return true;
        if (Type != other.Type || Stored.Length != other.Stored.Length) return false;
        return ReferenceEquals(Stored, other.Stored) || Bytes(this).SequenceEqual(Bytes(other));
    }

    static ReadOnlySpan<byte> Bytes(Tensor t) =>
        MemoryMarshal.CreateReadOnlySpan(ref MemoryMarshal.GetArrayDataReference(t.Stored), Buffer.ByteLength(t.Stored));

    /// <summary>A hash of the type and the first element.</summary>
    internal int BitsHash() => (Type.GetHashCode() * 31 + Stored.Length) * 31 + (Stored.Length == 0 ? 0 : At(0).GetHashCode());
}
