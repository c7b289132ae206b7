using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace Autodiff.Lanes;

/// <summary>Lanes of a register of 256 bits.</summary>
readonly struct Lanes256<T>(Vector256<T> bits) : ILanes<Lanes256<T>> where T : unmanaged
{
    readonly Vector256<T> bits = bits;

    public static int Count => Vector256<T>.Count;

    public static bool IsSingle => typeof(T) == typeof(float);

    [MethodImpl(AggressiveInlining)]
    public static Lanes256<T> Of(double x) =>
        IsSingle ? Of(Vector256.Create((float)x)) : typeof(T) == typeof(double) ? Of(Vector256.Create(x)) : Unsafe.SizeOf<T>() switch
        {
            1 => Of(Vector256.Create((byte)x)),
            4 => Of(Vector256.Create((int)(long)x)),
            _ => Of(Vector256.Create((long)x)),
        };

    [MethodImpl(AggressiveInlining)]
    public static unsafe Lanes256<T> Load(void* from) => new(Vector256.Load((T*)from));

    [MethodImpl(AggressiveInlining)]
    public static unsafe Lanes256<T> LoadEvery(void* from) => new(Vector256.Create(*(T*)from));

    [MethodImpl(AggressiveInlining)]
    public static unsafe void Store(Lanes256<T> x, void* to) => x.bits.Store((T*)to);

    [MethodImpl(AggressiveInlining)]
    public static unsafe Lanes256<T> LoadSingles(float* from) => Of(Vector256.WidenLower(Vector128.Load(from).ToVector256Unsafe()));

    // 0 − 1 has all bits set.
    [MethodImpl(AggressiveInlining)]
    public static unsafe Lanes256<T> LoadMask(byte* from) => Unsafe.SizeOf<T>() == 4
        ? Of(-Vector256.WidenLower(Vector128.WidenLower(Vector128.CreateScalarUnsafe(*(ulong*)from).AsByte()).ToVector256Unsafe()).AsInt32())
        : Of(-Vector256.WidenLower(Vector128.WidenLower(Vector128.WidenLower(Vector128.CreateScalarUnsafe(*(uint*)from).AsByte())).ToVector256Unsafe()).AsInt64());

    [MethodImpl(AggressiveInlining)]
    public static unsafe void StoreMask(Lanes256<T> mask, byte* to) => Booleans.Store(mask.bits.ExtractMostSignificantBits(), to, Count);

    [MethodImpl(AggressiveInlining)]
    public static Lanes256<T> operator +(Lanes256<T> x, Lanes256<T> y) => new(x.bits + y.bits);

    [MethodImpl(AggressiveInlining)]
    public static Lanes256<T> operator -(Lanes256<T> x, Lanes256<T> y) => new(x.bits - y.bits);

    [MethodImpl(AggressiveInlining)]
    public static Lanes256<T> operator *(Lanes256<T> x, Lanes256<T> y) => new(x.bits * y.bits);

    [MethodImpl(AggressiveInlining)]
    public static Lanes256<T> operator /(Lanes256<T> x, Lanes256<T> y) => new(x.bits / y.bits);

    [MethodImpl(AggressiveInlining)]
    public static Lanes256<T> operator &(Lanes256<T> x, Lanes256<T> y) => new(x.bits & y.bits);

    [MethodImpl(AggressiveInlining)]
    public static Lanes256<T> operator |(Lanes256<T> x, Lanes256<T> y) => new(x.bits | y.bits);

    [MethodImpl(AggressiveInlining)]
    public static Lanes256<T> operator ^(Lanes256<T> x, Lanes256<T> y) => new(x.bits ^ y.bits);

    [MethodImpl(AggressiveInlining)]
    public static Lanes256<T> operator -(Lanes256<T> x) => new(-x.bits);

    [MethodImpl(AggressiveInlining)]
    public static Lanes256<T> operator ~(Lanes256<T> x) => new(~x.bits);

    [MethodImpl(AggressiveInlining)]
    public static Lanes256<T> Equal(Lanes256<T> x, Lanes256<T> y) => new(Vector256.Equals(x.bits, y.bits));

    [MethodImpl(AggressiveInlining)]
    public static Lanes256<T> Less(Lanes256<T> x, Lanes256<T> y) => new(Vector256.LessThan(x.bits, y.bits));

    [MethodImpl(AggressiveInlining)]
    public static Lanes256<T> LessOrEqual(Lanes256<T> x, Lanes256<T> y) => new(Vector256.LessThanOrEqual(x.bits, y.bits));

    [MethodImpl(AggressiveInlining)]
    public static Lanes256<T> Select(Lanes256<T> mask, Lanes256<T> x, Lanes256<T> y) => new(Vector256.ConditionalSelect(mask.bits, x.bits, y.bits));

    [MethodImpl(AggressiveInlining)]
    public static bool Any(Lanes256<T> mask) => mask.bits.AsByte() != Vector256<byte>.Zero;

    [MethodImpl(AggressiveInlining)]
    public static Lanes256<T> Max(Lanes256<T> x, Lanes256<T> y) => new(Vector256.Max(x.bits, y.bits));

    [MethodImpl(AggressiveInlining)]
    public static Lanes256<T> Min(Lanes256<T> x, Lanes256<T> y) => new(Vector256.Min(x.bits, y.bits));

    [MethodImpl(AggressiveInlining)]
    public static Lanes256<T> Abs(Lanes256<T> x) => new(Vector256.Abs(x.bits));

    [MethodImpl(AggressiveInlining)]
    public static Lanes256<T> MultiplyAdd(Lanes256<T> x, Lanes256<T> y, Lanes256<T> z) => IsSingle
        ? Of(Vector256.FusedMultiplyAdd(x.bits.AsSingle(), y.bits.AsSingle(), z.bits.AsSingle()))
        : Of(Vector256.FusedMultiplyAdd(x.bits.AsDouble(), y.bits.AsDouble(), z.bits.AsDouble()));

    [MethodImpl(AggressiveInlining)]
    public static Lanes256<T> Sqrt(Lanes256<T> x) => new(Vector256.Sqrt(x.bits));

    [MethodImpl(AggressiveInlining)]
    public static Lanes256<T> Floor(Lanes256<T> x) => IsSingle ? Of(Vector256.Floor(x.bits.AsSingle())) : Of(Vector256.Floor(x.bits.AsDouble()));

    [MethodImpl(AggressiveInlining)]
    public static Lanes256<T> Ceiling(Lanes256<T> x) => IsSingle ? Of(Vector256.Ceiling(x.bits.AsSingle())) : Of(Vector256.Ceiling(x.bits.AsDouble()));

    [MethodImpl(AggressiveInlining)]
    public static Lanes256<T> Round(Lanes256<T> x) => IsSingle ? Of(Vector256.Round(x.bits.AsSingle())) : Of(Vector256.Round(x.bits.AsDouble()));

    [MethodImpl(AggressiveInlining)]
    public static Lanes256<T> Truncate(Lanes256<T> x) => IsSingle ? Of(Vector256.Truncate(x.bits.AsSingle())) : Of(Vector256.Truncate(x.bits.AsDouble()));

    // Two powers of two, because 2ⁿ itself may not be a normal float.
    [MethodImpl(AggressiveInlining)]
    public static Lanes256<T> Scale(Lanes256<T> x, Lanes256<T> n)
    {
        if (IsSingle)
        {
            var i = Vector256.ConvertToInt32Native(n.bits.AsSingle());
            var half = i >> 1;
            return x * Of((half + Vector256.Create(127)) << 23) * Of((i - half + Vector256.Create(127)) << 23);
        }
        else
        {
            var i = Vector256.ConvertToInt64Native(n.bits.AsDouble());
            var half = i >> 1;
            return x * Of((half + Vector256.Create(1023L)) << 52) * Of((i - half + Vector256.Create(1023L)) << 52);
        }
    }

    [MethodImpl(AggressiveInlining)]
    public static Lanes256<T> Exponent(Lanes256<T> x) => IsSingle
        ? Of(Vector256.ConvertToSingle(((x.bits.AsInt32() >>> 23) & Vector256.Create(0xFF)) - Vector256.Create(127)))
        : Of(Vector256.ConvertToDouble(((x.bits.AsInt64() >>> 52) & Vector256.Create(0x7FFL)) - Vector256.Create(1023L)));

    [MethodImpl(AggressiveInlining)]
    public static Lanes256<T> Significand(Lanes256<T> x) => IsSingle
        ? Of(x.bits.AsInt32() & Vector256.Create(0x007F_FFFF) | Vector256.Create(0x3F80_0000))
        : Of(x.bits.AsInt64() & Vector256.Create(0x000F_FFFF_FFFF_FFFF) | Vector256.Create(0x3FF0_0000_0000_0000));

    [MethodImpl(NoInlining)]
    public static unsafe Lanes256<T> Map(Lanes256<T> x, Func<double, double> f)
    {
        T* elements = stackalloc T[Count];
        Store(x, elements);
        for (int i = 0; i < Count; i++)
            if (IsSingle) ((float*)elements)[i] = (float)f(((float*)elements)[i]);
            else ((double*)elements)[i] = f(((double*)elements)[i]);
        return Load(elements);
    }

    [MethodImpl(AggressiveInlining)]
    static Lanes256<T> Of<U>(Vector256<U> x) => new(x.As<U, T>());
}
