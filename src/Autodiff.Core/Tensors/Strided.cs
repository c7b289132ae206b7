namespace Autodiff;

/// <summary>
/// Copies elements between row-major arrays and strided views. Broadcasts (stride 0), transposes, slices and reversals (negative strides) are all one loop.
/// </summary>
static class Strided
{
    /// <summary>The elements of a view in row-major order.</summary>
    /// <param name="x">The tensor that is viewed.</param>
    /// <param name="type">The type of the result, with the shape of the view.</param>
    /// <param name="strides">The stride in x for each axis of the view.</param>
    /// <param name="offset">The offset in x of the first element of the view.</param>
    public static Tensor Read(Tensor x, TensorType type, int[] strides, int offset = 0)
    {
        if (x.IsSplat) return x.Retyped(type);
        return x.DType.Size switch
        {
            1 => Read<bool>(x, type, strides, offset),
            _ => x.DType.Code switch
            {
                TypeCode.Double => Read<double>(x, type, strides, offset),
                TypeCode.Single => Read<float>(x, type, strides, offset),
                TypeCode.Int32 => Read<int>(x, type, strides, offset),
                TypeCode.Int64 => Read<long>(x, type, strides, offset),
                _ => Read<uint>(x, type, strides, offset),
            },
        };
    }

    static Tensor Read<T>(Tensor x, TensorType type, int[] strides, int offset)
    {
        var from = x.Span<T>();
        var to = new T[type.Shape.Size];
        int n = 0;
        foreach (int at in new Positions(type.Shape, strides, offset)) to[n++] = from[at];
        return new(type, to);
    }

    /// <summary>Writes the elements of a tensor, in row-major order, to a view of an array of the same element type.</summary>
    public static void Write(Tensor from, Array to, int[] strides, int offset = 0)
    {
        switch (from.DType.Code)
        {
            case TypeCode.Double: Write<double>(from, to, strides, offset); break;
            case TypeCode.Single: Write<float>(from, to, strides, offset); break;
            case TypeCode.Int32: Write<int>(from, to, strides, offset); break;
            case TypeCode.Int64: Write<long>(from, to, strides, offset); break;
            case TypeCode.UInt32: Write<uint>(from, to, strides, offset); break;
            default: Write<bool>(from, to, strides, offset); break;
        }
    }

    static void Write<T>(Tensor x, Array array, int[] strides, int offset)
    {
        var from = x.Span<T>();
        var to = (T[])array;
        int n = 0, step = x.IsSplat ? 0 : 1;
        foreach (int at in new Positions(x.Type.Shape, strides, offset))
        {
            to[at] = from[n];
            n += step;
        }
    }
}

/// <summary>The offsets of the elements of a strided view, in row-major order of the view.</summary>
readonly ref struct Positions(Shape shape, int[] strides, int offset = 0)
{
    readonly Shape shape = shape;

    public Enumerator GetEnumerator() => new(shape, strides, offset);

    internal ref struct Enumerator
    {
        readonly Shape shape;
        readonly int[] strides;
        readonly int[] index;
        readonly int last;
        long left;
        int at;

        public Enumerator(Shape shape, int[] strides, int offset)
        {
            (this.shape, this.strides, at, left, last) = (shape, strides, offset, shape.Size, shape.Rank - 1);
            index = new int[shape.Rank];
            // The first step moves to the first position.
            if (last >= 0)
            {
                index[last] = -1;
                at -= strides[last];
            }
        }

        public readonly int Current => at;

        public bool MoveNext()
        {
            if (left-- == 0) return false;
            for (int axis = last; axis >= 0; axis--)
            {
                at += strides[axis];
                if (++index[axis] < shape[axis]) return true;
                at -= strides[axis] * shape[axis];
                index[axis] = 0;
            }
            return true;
        }
    }
}
