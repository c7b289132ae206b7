using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Autodiff;

/// <summary>
/// A concrete, immutable array. A <em>splat</em> stores one element for any shape, so literals, zeros and ones cost almost nothing.
/// </summary>
public sealed partial class Tensor : Value
{
    Array? onHost;

    /// <summary>A tensor over elements that are never written to again.</summary>
    internal Tensor(TensorType type, Array elements) : base(type)
    {
        // An empty tensor stores no element. Otherwise it would look like a splat.
        onHost = elements.Length == 1 && type.Shape.Size == 0 ? Array.CreateInstance(type.DType.ElementType, 0) : elements;
        IsSplat = onHost.Length == 1;
        if (!IsSplat && onHost.Length != type.Shape.Size)
            throw new AdException($"{elements.Length} elements do not fill the shape {type.Shape}.", ErrorId.InvalidShape);
    }

    /// <summary>Whether one element is stored for all.</summary>
    internal bool IsSplat { get; }

    /// <summary>The elements in row-major order, or the one element of a splat. It must never be written to.</summary>
    internal Array Stored => onHost ?? Keep(Read());

    internal ReadOnlySpan<T> Span<T>() => (T[])Stored;

    /// <summary>All elements in row-major order, also for a splat. The array must never be written to.</summary>
    internal T[] Elements<T>()
    {
        var d = (T[])Stored;
        long n = Type.Shape.Size;
        if (!IsSplat || n == 1) return d;
        if (n > Array.MaxLength) throw TooLarge(Type);
        var r = new T[n];
        Array.Fill(r, d[0]);
        return r;
    }

    /// <inheritdoc/>
    public override Array Data => DType.Code switch
    {
        TypeCode.Double => Copy<double>(),
        TypeCode.Single => Copy<float>(),
        TypeCode.Int32 => Copy<int>(),
        TypeCode.Int64 => Copy<long>(),
        TypeCode.UInt32 => Copy<uint>(),
        _ => Copy<bool>(),
    };

    // Elements that are not on the host are copied for the caller only, and not kept on the host too.
    T[] Copy<T>() where T : struct => onHost is null ? Read<T>() : Elements<T>().ToArray();

    /// <inheritdoc/>
    [SuppressMessage("Performance", "CA1814", Justification = "The ranks are what the caller asks for.")]
    public override Array ToArray()
    {
        var flat = Data;
        if (Rank <= 1) return flat;
        var r = Array.CreateInstance(DType.ElementType, Shape);
        // Buffer.BlockCopy copies the bytes of any blittable element type into an array of another rank.
        Buffer.BlockCopy(flat, 0, r, 0, Buffer.ByteLength(flat));
        return r;
    }

    /// <inheritdoc/>
    public override object Item() => Size == 1
        ? At(0)
        : throw new AdException($"Item() needs a tensor of one element, but this one has the shape {Type.Shape}: use .Data, or an index.", ErrorId.NotScalar);

    /// <summary>The element at a row-major index.</summary>
    internal object At(long i) => Stored is double[] numbers ? numbers[IsSplat ? 0 : i] : Stored.GetValue(IsSplat ? 0 : i)!;

    /// <summary>The element at a row-major index, as a double.</summary>
    internal double ToDouble(long i)
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

    /// <summary>Whether the one element is true, or not 0.</summary>
    internal bool Truth => ToDouble(0) != 0;

    /// <summary>The same elements with another type of the same size.</summary>
    internal Tensor Retyped(TensorType type) => type == Type ? this : new(type, Stored);

    /// <summary>Whether both tensors have the same type and the same elements, bit for bit.</summary>
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
