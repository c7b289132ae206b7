namespace Autodiff;

/// <summary>
/// A concrete, immutable array. A <em>splat</em> stores one element for any shape, so literals, zeros and ones cost almost nothing.
/// </summary>
public sealed partial class Tensor : Value
{
    Storage storage;

    /// <summary>A tensor that owns an array.</summary>
    internal Tensor(TensorType type, HostStorage storage) : base(type)
    {
        IsSplat = storage.Count == 1;
        // An empty tensor stores no element. Otherwise it would look like a splat.
        if (IsSplat && type.Shape.Size == 0) (storage, IsSplat) = (type.DType.Allocate(0), false);
        this.storage = storage;
    }

    /// <summary>A tensor on a device. Its elements are copied to the host once, when they are read.</summary>
    internal Tensor(TensorType type, DeviceArray array) : base(type) => (storage, IsSplat) = (array, type.Shape.Size == 1);

    Tensor(Tensor other, Storage storage) : base(other.Type) => (this.storage, IsSplat) = (storage, other.IsSplat);

    /// <summary>A tensor over memory that is never written to again.</summary>
    internal Tensor(TensorType type, Array elements) : this(type, type.DType.Wrap(elements))
    {
        if (elements.Length != 1 && elements.Length != type.Shape.Size) throw new AdException($"{elements.Length} elements were given for the shape {type.Shape}; expected {type.Shape.Size}, or 1 for all.", ErrorId.InvalidShape);
    }

    /// <summary>Whether one stored element stands for all.</summary>
    internal bool IsSplat { get; }

    /// <summary>The elements.</summary>
    internal Storage Storage => Volatile.Read(ref storage);

    /// <summary>The elements on the host. A <see cref="Reading"/> keeps them alive if another thread deletes the tensor.</summary>
    internal Elements<T> Elements<T>() where T : unmanaged => new(Storage is HostArray<T> array ? array.Elements : ((HostStorage<T>)Storage.Host).Elements, Type.Shape.Size);

    /// <inheritdoc/>
    public override Array Data
    {
        get
        {
            using var held = new Reading(this);
            return Storage.Copy(Room(Type));
        }
    }

    /// <inheritdoc/>
    public override Array ToArray()
    {
        var flat = Data;
        if (Rank <= 1) return flat;
        Room(Type);
        var r = Array.CreateInstance(DType.ElementType, Shape);
        flat.Bytes(DType.Size).CopyTo(r.Bytes(DType.Size));
        return r;
    }

    /// <inheritdoc/>
    public override object Item() => Size == 1
        ? At(0)
        : throw new AdException($"Item: the tensor has shape {Type.Shape}; expected one element. Use .Data or an index.", ErrorId.NotScalar);

    /// <summary>The element at a row-major index.</summary>
    internal object At(long i)
    {
        if (storage is Splat<double> number) return number.Element;
        using var held = new Reading(this);
        return Storage.Host.At(IsSplat ? 0 : i);
    }

    /// <summary>The element at a row-major index, as a double.</summary>
    internal double ToDouble(long i)
    {
        if (storage is Splat<double> number) return number.Element;
        using var held = new Reading(this);
        return DType.Number(Storage.Host, IsSplat ? 0 : i);
    }

    /// <summary>Whether the one element is true, or not 0.</summary>
    internal bool Truth => ToDouble(0) != 0;

    /// <summary>A copy of the stored elements as bytes: of a splat one element.</summary>
    internal byte[] Bytes()
    {
        using var held = new Reading(this);
        return Storage.Host.Bytes.ToArray();
    }

    /// <summary>The same elements with another type of the same size.</summary>
    internal Tensor Retyped(TensorType type) => type == Type ? this : new(type, Storage.Share());

    /// <summary>Whether both tensors have the same type and the same elements, bit for bit.</summary>
    internal bool SameBits(Tensor other)
    {
        if (ReferenceEquals(this, other)) return true;
        if (Type != other.Type) return false;
        using var held = new Reading(this, other);
        var (x, y) = (Storage.Host, other.Storage.Host);
        return x.Count == y.Count && x.Bytes.SequenceEqual(y.Bytes);
    }

    /// <summary>A hash of the type and the first element.</summary>
    internal int BitsHash() => (Type.GetHashCode() * 31 + Storage.Host.Count) * 31 + (Size == 0 ? 0 : At(0).GetHashCode());

    /// <summary>The number of elements of a type. It fits into an array.</summary>
    /// <exception cref="AdException">The size of the shape is another.</exception>
    internal static int Room(TensorType type)
    {
        long count = type.Shape.Size;
        return count <= Array.MaxLength ? (int)count : throw new AdException($"{type} has {count} elements; an array holds at most {Array.MaxLength}.", ErrorId.TooLarge);
    }
}
