using System.Numerics;
using System.Runtime.InteropServices;

namespace Autodiff;

/// <summary>Converts elements to another dtype. Floats round to nearest. Floats to integers lose the fraction and saturate, and NaN becomes 0. Integers wrap. Any number but 0 is true.</summary>
static class Casting
{
    /// <summary>The tensor converted to another dtype. A splat stays one.</summary>
    public static Tensor Converted(this Tensor x, TensorType type)
    {
        if (x.DType == type.DType) return x.Retyped(type);
        var y = new Destination(type, type.DType.Allocate(x.IsSplat ? 1 : x.Size));
        using var held = new Reading(x);
        Write(x, y);
        return new(type, y.Memory);
    }

    /// <summary>Writes the converted elements.</summary>
    public static void Write(Tensor x, Destination y)
    {
        if (!x.DType.IsNarrow) x.DType.Visit(new Source(x, y));
        else if (y.Type.DType == x.DType.Arithmetic) x.DType.Move(new Widening(x, y));
        else Write(x.Converted(x.Type.With(x.DType.Arithmetic)), y);
    }

    static void WriteTo<V>(Destination y, V source) where V : IElementVisitor, IElementMover, allows ref struct
    {
        if (y.Type.DType.IsNarrow) y.Type.DType.Move(source);
        else y.Type.DType.Visit(source);
    }

    readonly ref struct Widening(Tensor x, Destination y) : IElementMover
    {
        public void Move<T>() where T : unmanaged
        {
            var dtype = (DTypeOf<T>)x.DType;
            var from = x.Elements<T>();
            var to = y.Elements<float>();
            for (int i = 0; i < to.Length; i++) to[i] = (float)dtype.Number(from[i]);
        }
    }

    readonly ref struct Source(Tensor x, Destination y) : IElementVisitor
    {
        public void Float<T>() where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T> => WriteTo(y, new Numbers<T>(x.Elements<T>(), y, saturates: true));

        public void Integer<T>() where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T> => WriteTo(y, new Numbers<T>(x.Elements<T>(), y));

        // A boolean is the byte 1 or 0.
        public void Boolean() => WriteTo(y, new Numbers<byte>(new(MemoryMarshal.Cast<bool, byte>(((HostStorage<bool>)x.Storage.Host).Elements), x.Size), y));
    }

    /// <param name="x">The elements.</param>
    /// <param name="y">The destination.</param>
    /// <param name="saturates">Whether integers saturate, as those of floats do. Default: false, they wrap.</param>
    readonly ref struct Numbers<S>(Elements<S> x, Destination y, bool saturates = false) : IElementVisitor, IElementMover where S : unmanaged, INumberBase<S>
    {
        readonly Elements<S> x = x;

        public void Float<T>() where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
        {
            var to = y.Elements<T>();
            for (int i = 0; i < to.Length; i++) to[i] = T.CreateTruncating(x[i]);
        }

        public void Integer<T>() where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
        {
            var to = y.Elements<T>();
            if (saturates)
                for (int i = 0; i < to.Length; i++) to[i] = T.CreateSaturating(x[i]);
            else
                for (int i = 0; i < to.Length; i++) to[i] = T.CreateTruncating(x[i]);
        }

        public void Boolean()
        {
            var to = y.Elements<bool>();
            for (int i = 0; i < to.Length; i++) to[i] = !S.IsZero(x[i]);
        }

        // f16 and bf16
        public void Move<T>() where T : unmanaged
        {
            var dtype = (DTypeOf<T>)y.Type.DType;
            var to = y.Elements<T>();
            for (int i = 0; i < to.Length; i++) to[i] = dtype.From(double.CreateTruncating(x[i]));
        }
    }
}
