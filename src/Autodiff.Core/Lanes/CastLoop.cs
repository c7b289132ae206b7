using System.Numerics;

namespace Autodiff.Lanes;

/// <summary>Loops that convert elements as <see cref="Casting"/> does.</summary>
static class CastLoop
{
    /// <summary>The loop from one dtype to another. Null for dtypes without arithmetic of their own.</summary>
    public static BlockCode? Of(DType x, DType y)
    {
        if (x.IsNarrow || y.IsNarrow) return null;
        var source = new Source(y);
        x.Visit(source);
        return source.Made;
    }

    /// <summary>The loop that copies elements of a size.</summary>
    public static unsafe BlockCode Copy(int bytes) => (x, _, _, to, count) => Buffer.MemoryCopy(x, to, (long)count * bytes, (long)count * bytes);

    sealed class Source(DType y) : IElementVisitor
    {
        public BlockCode? Made { get; private set; }

        public void Float<T>() where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T> => To<T>(saturates: true);

        public void Integer<T>() where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T> => To<T>(saturates: false);

        // A boolean is the byte 1 or 0.
        public void Boolean() => To<byte>(saturates: false);

        void To<S>(bool saturates) where S : unmanaged, INumberBase<S>
        {
            var target = new Target<S>(saturates);
            y.Visit(target);
            Made = target.Made;
        }
    }

    sealed unsafe class Target<S>(bool saturates) : IElementVisitor where S : unmanaged, INumberBase<S>
    {
        public BlockCode? Made { get; private set; }

        public void Float<T>() where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T> => Made = Wrap<T>;

        public void Integer<T>() where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T> => Made = saturates ? Saturate<T> : Wrap<T>;

        public void Boolean() => Made = Truth;

        static void Wrap<T>(byte* x, byte* y, byte* z, byte* to, int count) where T : unmanaged, INumberBase<T>
        {
            for (int i = 0; i < count; i++) ((T*)to)[i] = T.CreateTruncating(((S*)x)[i]);
        }

        static void Saturate<T>(byte* x, byte* y, byte* z, byte* to, int count) where T : unmanaged, INumberBase<T>
        {
            for (int i = 0; i < count; i++) ((T*)to)[i] = T.CreateSaturating(((S*)x)[i]);
        }

        static void Truth(byte* x, byte* y, byte* z, byte* to, int count)
        {
            for (int i = 0; i < count; i++) ((bool*)to)[i] = !S.IsZero(((S*)x)[i]);
        }
    }
}
