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
    public static void Write(Tensor x, Destination y) => x.DType.Visit(new Source(x, y));

    readonly ref struct Source(Tensor x, Destination y) : IElementVisitor
    {
        public void Float<T>() where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T> => y.Type.DType.Visit(new OfFloats<T>(x.Elements<T>(), y));

        public void Integer<T>() where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T> => y.Type.DType.Visit(new OfIntegers<T>(x.Elements<T>(), y));

        // A boolean is the byte 1 or 0.
        public void Boolean() => y.Type.DType.Visit(new OfIntegers<byte>(new(MemoryMarshal.Cast<bool, byte>(((HostStorage<bool>)x.Storage.Host).Elements), x.Size), y));
    }

    readonly ref struct OfFloats<S>(Elements<S> x, Destination y) : IElementVisitor where S : unmanaged, IFloatingPointIeee754<S>
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
            for (int i = 0; i < to.Length; i++) to[i] = T.CreateSaturating(x[i]);
        }

        public void Boolean()
        {
            var to = y.Elements<bool>();
            for (int i = 0; i < to.Length; i++) to[i] = !S.IsZero(x[i]);
        }
    }

    readonly ref struct OfIntegers<S>(Elements<S> x, Destination y) : IElementVisitor where S : unmanaged, IBinaryInteger<S>
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
            for (int i = 0; i < to.Length; i++) to[i] = T.CreateTruncating(x[i]);
        }

        public void Boolean()
        {
            var to = y.Elements<bool>();
            for (int i = 0; i < to.Length; i++) to[i] = !S.IsZero(x[i]);
        }
    }
}
