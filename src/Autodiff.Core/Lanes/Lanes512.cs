using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace Autodiff.Lanes;

/// <summary>Lanes of a register of 512 bits.</summary>
readonly struct Lanes512<T>(Vector512<T> bits) : ILanes<Lanes512<T>> where T : unmanaged
{
    readonly Vector512<T> bits = bits;

    public static int Count => Vector512<T>.Count;

    public static bool IsSingle => typeof(T) == typeof(float);

    [MethodImpl(AggressiveInlining)]
    public static Lanes512<T> Of(double x) =>
        IsSingle ? Of(Vector512.Create((float)x)) : typeof(T) == typeof(double) ? Of(Vector512.Create(x)) : Unsafe.SizeOf<T>() switch
        {
            1 => Of(Vector512.Create((byte)x)),
            4 => Of(Vector512.Create((int)(long)x)),
            _ => Of(Vector512.Create((long)x)),
        };

    [MethodImpl(AggressiveInlining)]
    public static unsafe Lanes512<T> Load(void* from) => new(Vector512.Load((T*)from));

    [MethodImpl(AggressiveInlining)]
    public static unsafe Lanes512<T> LoadEvery(void* from) => new(Vector512.Create(*(T*)from));

    [MethodImpl(AggressiveInlining)]
    public static unsafe void Store(Lanes512<T> x, void* to) => x.bits.Store((T*)to);

    [MethodImpl(AggressiveInlining)]
    public static unsafe Lanes512<T> LoadSingles(float* from) => Of(Vector512.WidenLower(Vector256.Load(from).ToVector512Unsafe()));

    // 0 − 1 has all bits set.
    [MethodImpl(AggressiveInlining)]
    public static unsafe Lanes512<T> LoadMask(byte* from) => Unsafe.SizeOf<T>() == 4
        ? Of(-Vector512.WidenLower(Vector256.WidenLower(Vector128.Load(from).ToVector256Unsafe()).ToVector512Unsafe()).AsInt32())
        : Of(-Vector512.WidenLower(Vector256.WidenLower(Vector128.WidenLower(Vector128.CreateScalarUnsafe(*(ulong*)from).AsByte()).ToVector256Unsafe()).ToVector512Unsafe()).AsInt64());

    [MethodImpl(AggressiveInlining)]
    public static unsafe void StoreMask(Lanes512<T> mask, byte* to) => Booleans.Store(mask.bits.ExtractMostSignificantBits(), to, Count);

    [MethodImpl(AggressiveInlining)]
    public static Lanes512<T> operator +(Lanes512<T> x, Lanes512<T> y) => new(x.bits + y.bits);

    [MethodImpl(AggressiveInlining)]
    public static Lanes512<T> operator -(Lanes512<T> x, Lanes512<T> y) => new(x.bits - y.bits);

    [MethodImpl(AggressiveInlining)]
    public static Lanes512<T> operator *(Lanes512<T> x, Lanes512<T> y) => new(x.bits * y.bits);

    [MethodImpl(AggressiveInlining)]
    public static Lanes512<T> operator /(Lanes512<T> x, Lanes512<T> y) => new(x.bits / y.bits);

    [MethodImpl(AggressiveInlining)]
    public static Lanes512<T> operator &(Lanes512<T> x, Lanes512<T> y) => new(x.bits & y.bits);

    [MethodImpl(AggressiveInlining)]
    public static Lanes512<T> operator |(Lanes512<T> x, Lanes512<T> y) => new(x.bits | y.bits);

    [MethodImpl(AggressiveInlining)]
    public static Lanes512<T> operator ^(Lanes512<T> x, Lanes512<T> y) => new(x.bits ^ y.bits);

    [MethodImpl(AggressiveInlining)]
    public static Lanes512<T> operator -(Lanes512<T> x) => new(-x.bits);

    [MethodImpl(AggressiveInlining)]
    public static Lanes512<T> operator ~(Lanes512<T> x) => new(~x.bits);

    [MethodImpl(AggressiveInlining)]
    public static Lanes512<T> Equal(Lanes512<T> x, Lanes512<T> y) => new(Vector512.Equals(x.bits, y.bits));

    [MethodImpl(AggressiveInlining)]
    public static Lanes512<T> Less(Lanes512<T> x, Lanes512<T> y) => new(Vector512.LessThan(x.bits, y.bits));

    [MethodImpl(AggressiveInlining)]
    public static Lanes512<T> LessOrEqual(Lanes512<T> x, Lanes512<T> y) => new(Vector512.LessThanOrEqual(x.bits, y.bits));

    [MethodImpl(AggressiveInlining)]
    public static Lanes512<T> Select(Lanes512<T> mask, Lanes512<T> x, Lanes512<T> y) => new(Vector512.ConditionalSelect(mask.bits, x.bits, y.bits));

    [MethodImpl(AggressiveInlining)]
    public static bool Any(Lanes512<T> mask) => mask.bits.AsByte() != Vector512<byte>.Zero;

    [MethodImpl(AggressiveInlining)]
    public static Lanes512<T> Max(Lanes512<T> x, Lanes512<T> y) => new(Vector512.Max(x.bits, y.bits));

    [MethodImpl(AggressiveInlining)]
    public static Lanes512<T> Min(Lanes512<T> x, Lanes512<T> y) => new(Vector512.Min(x.bits, y.bits));

    [MethodImpl(AggressiveInlining)]
    public static Lanes512<T> Abs(Lanes512<T> x) => new(Vector512.Abs(x.bits));

    [MethodImpl(AggressiveInlining)]
    public static Lanes512<T> MultiplyAdd(Lanes512<T> x, Lanes512<T> y, Lanes512<T> z) => IsSingle
        ? Of(Vector512.FusedMultiplyAdd(x.bits.AsSingle(), y.bits.AsSingle(), z.bits.AsSingle()))
        : Of(Vector512.FusedMultiplyAdd(x.bits.AsDouble(), y.bits.AsDouble(), z.bits.AsDouble()));

    [MethodImpl(AggressiveInlining)]
    public static Lanes512<T> Sqrt(Lanes512<T> x) => new(Vector512.Sqrt(x.bits));

    [MethodImpl(AggressiveInlining)]
    public static Lanes512<T> Floor(Lanes512<T> x) => IsSingle ? Of(Vector512.Floor(x.bits.AsSingle())) : Of(Vector512.Floor(x.bits.AsDouble()));

    [MethodImpl(AggressiveInlining)]
    public static Lanes512<T> Ceiling(Lanes512<T> x) => IsSingle ? Of(Vector512.Ceiling(x.bits.AsSingle())) : Of(Vector512.Ceiling(x.bits.AsDouble()));

    [MethodImpl(AggressiveInlining)]
    public static Lanes512<T> Round(Lanes512<T> x) => IsSingle ? Of(Vector512.Round(x.bits.AsSingle())) : Of(Vector512.Round(x.bits.AsDouble()));

    [MethodImpl(AggressiveInlining)]
    public static Lanes512<T> Truncate(Lanes512<T> x) => IsSingle ? Of(Vector512.Truncate(x.bits.AsSingle())) : Of(Vector512.Truncate(x.bits.AsDouble()));

    // Without an instruction for it two powers of two, because 2ⁿ itself may not be a normal float. The first product is exact.
    [MethodImpl(AggressiveInlining)]
    public static Lanes512<T> Scale(Lanes512<T> x, Lanes512<T> n)
    {
        if (Avx512F.IsSupported) return IsSingle ? Of(Avx512F.Scale(x.bits.AsSingle(), n.bits.AsSingle())) : Of(Avx512F.Scale(x.bits.AsDouble(), n.bits.AsDouble()));
        if (IsSingle)
        {
            var i = Vector512.ConvertToInt32Native(n.bits.AsSingle());
            var half = i >> 1;
            return x * Of((half + Vector512.Create(127)) << 23) * Of((i - half + Vector512.Create(127)) << 23);
        }
        else
        {
            var i = Vector512.ConvertToInt64Native(n.bits.AsDouble());
            var half = i >> 1;
            return x * Of((half + Vector512.Create(1023L)) << 52) * Of((i - half + Vector512.Create(1023L)) << 52);
        }
    }

    [MethodImpl(AggressiveInlining)]
    public static Lanes512<T> Exponent(Lanes512<T> x) => IsSingle
        ? Of(Vector512.ConvertToSingle(((x.bits.AsInt32() >>> 23) & Vector512.Create(0xFF)) - Vector512.Create(127)))
        : Of(Vector512.ConvertToDouble(((x.bits.AsInt64() >>> 52) & Vector512.Create(0x7FFL)) - Vector512.Create(1023L)));

    [MethodImpl(AggressiveInlining)]
    public static Lanes512<T> Significand(Lanes512<T> x) => IsSingle
        ? Of(x.bits.AsInt32() & Vector512.Create(0x007F_FFFF) | Vector512.Create(0x3F80_0000))
        : Of(x.bits.AsInt64() & Vector512.Create(0x000F_FFFF_FFFF_FFFF) | Vector512.Create(0x3FF0_0000_0000_0000));

    [MethodImpl(NoInlining)]
    public static unsafe Lanes512<T> Map(Lanes512<T> x, Func<double, double> f)
    {
        T* elements = stackalloc T[Count];
        Store(x, elements);
        for (int i = 0; i < Count; i++)
            if (IsSingle) ((float*)elements)[i] = (float)f(((float*)elements)[i]);
            else ((double*)elements)[i] = f(((double*)elements)[i]);
        return Load(elements);
    }

    [MethodImpl(AggressiveInlining)]
    static Lanes512<T> Of<U>(Vector512<U> x) => new(x.As<U, T>());
}
