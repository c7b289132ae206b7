using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace Autodiff.Lanes;

/// <summary>Lanes of a register of 128 bits.</summary>
readonly struct Lanes128<T>(Vector128<T> bits) : ILanes<Lanes128<T>> where T : unmanaged
{
    readonly Vector128<T> bits = bits;

    public static int Count => Vector128<T>.Count;

    public static bool IsSingle => typeof(T) == typeof(float);

    [MethodImpl(AggressiveInlining)]
    public static Lanes128<T> Of(double x) =>
        IsSingle ? Of(Vector128.Create((float)x)) : typeof(T) == typeof(double) ? Of(Vector128.Create(x)) : Unsafe.SizeOf<T>() switch
        {
            1 => Of(Vector128.Create((byte)x)),
            4 => Of(Vector128.Create((int)(long)x)),
            _ => Of(Vector128.Create((long)x)),
        };

    [MethodImpl(AggressiveInlining)]
    public static unsafe Lanes128<T> Load(void* from) => new(Vector128.Load((T*)from));

    [MethodImpl(AggressiveInlining)]
    public static unsafe Lanes128<T> LoadEvery(void* from) => new(Vector128.Create(*(T*)from));

    [MethodImpl(AggressiveInlining)]
    public static unsafe void Store(Lanes128<T> x, void* to) => x.bits.Store((T*)to);

    [MethodImpl(AggressiveInlining)]
    public static unsafe Lanes128<T> LoadSingles(float* from) => Of(Vector128.WidenLower(Vector128.CreateScalarUnsafe(*(double*)from).AsSingle()));

    // 0 − 1 has all bits set.
    [MethodImpl(AggressiveInlining)]
    public static unsafe Lanes128<T> LoadMask(byte* from) => Unsafe.SizeOf<T>() == 4
        ? Of(-Vector128.WidenLower(Vector128.WidenLower(Vector128.CreateScalarUnsafe(*(uint*)from).AsByte())).AsInt32())
        : Of(-Vector128.WidenLower(Vector128.WidenLower(Vector128.WidenLower(Vector128.CreateScalarUnsafe(*(ushort*)from).AsByte()))).AsInt64());

    [MethodImpl(AggressiveInlining)]
    public static unsafe void StoreMask(Lanes128<T> mask, byte* to) => Booleans.Store(mask.bits.ExtractMostSignificantBits(), to, Count);

    [MethodImpl(AggressiveInlining)]
    public static Lanes128<T> operator +(Lanes128<T> x, Lanes128<T> y) => new(x.bits + y.bits);

    [MethodImpl(AggressiveInlining)]
    public static Lanes128<T> operator -(Lanes128<T> x, Lanes128<T> y) => new(x.bits - y.bits);

    [MethodImpl(AggressiveInlining)]
    public static Lanes128<T> operator *(Lanes128<T> x, Lanes128<T> y) => new(x.bits * y.bits);

    [MethodImpl(AggressiveInlining)]
    public static Lanes128<T> operator /(Lanes128<T> x, Lanes128<T> y) => new(x.bits / y.bits);

    [MethodImpl(AggressiveInlining)]
    public static Lanes128<T> operator &(Lanes128<T> x, Lanes128<T> y) => new(x.bits & y.bits);

    [MethodImpl(AggressiveInlining)]
    public static Lanes128<T> operator |(Lanes128<T> x, Lanes128<T> y) => new(x.bits | y.bits);

    [MethodImpl(AggressiveInlining)]
    public static Lanes128<T> operator ^(Lanes128<T> x, Lanes128<T> y) => new(x.bits ^ y.bits);

    [MethodImpl(AggressiveInlining)]
    public static Lanes128<T> operator -(Lanes128<T> x) => new(-x.bits);

    [MethodImpl(AggressiveInlining)]
    public static Lanes128<T> operator ~(Lanes128<T> x) => new(~x.bits);

    [MethodImpl(AggressiveInlining)]
    public static Lanes128<T> Equal(Lanes128<T> x, Lanes128<T> y) => new(Vector128.Equals(x.bits, y.bits));

    [MethodImpl(AggressiveInlining)]
    public static Lanes128<T> Less(Lanes128<T> x, Lanes128<T> y) => new(Vector128.LessThan(x.bits, y.bits));

    [MethodImpl(AggressiveInlining)]
    public static Lanes128<T> LessOrEqual(Lanes128<T> x, Lanes128<T> y) => new(Vector128.LessThanOrEqual(x.bits, y.bits));

    [MethodImpl(AggressiveInlining)]
    public static Lanes128<T> Select(Lanes128<T> mask, Lanes128<T> x, Lanes128<T> y) => new(Vector128.ConditionalSelect(mask.bits, x.bits, y.bits));

    [MethodImpl(AggressiveInlining)]
    public static bool Any(Lanes128<T> mask) => mask.bits.AsByte() != Vector128<byte>.Zero;

    [MethodImpl(AggressiveInlining)]
    public static Lanes128<T> Max(Lanes128<T> x, Lanes128<T> y) => new(Vector128.Max(x.bits, y.bits));

    [MethodImpl(AggressiveInlining)]
    public static Lanes128<T> Min(Lanes128<T> x, Lanes128<T> y) => new(Vector128.Min(x.bits, y.bits));

    [MethodImpl(AggressiveInlining)]
    public static Lanes128<T> Abs(Lanes128<T> x) => new(Vector128.Abs(x.bits));

    [MethodImpl(AggressiveInlining)]
    public static Lanes128<T> MultiplyAdd(Lanes128<T> x, Lanes128<T> y, Lanes128<T> z) => IsSingle
        ? Of(Vector128.FusedMultiplyAdd(x.bits.AsSingle(), y.bits.AsSingle(), z.bits.AsSingle()))
        : Of(Vector128.FusedMultiplyAdd(x.bits.AsDouble(), y.bits.AsDouble(), z.bits.AsDouble()));

    [MethodImpl(AggressiveInlining)]
    public static Lanes128<T> Sqrt(Lanes128<T> x) => new(Vector128.Sqrt(x.bits));

    [MethodImpl(AggressiveInlining)]
    public static Lanes128<T> Floor(Lanes128<T> x) => IsSingle ? Of(Vector128.Floor(x.bits.AsSingle())) : Of(Vector128.Floor(x.bits.AsDouble()));

    [MethodImpl(AggressiveInlining)]
    public static Lanes128<T> Ceiling(Lanes128<T> x) => IsSingle ? Of(Vector128.Ceiling(x.bits.AsSingle())) : Of(Vector128.Ceiling(x.bits.AsDouble()));

    [MethodImpl(AggressiveInlining)]
    public static Lanes128<T> Round(Lanes128<T> x) => IsSingle ? Of(Vector128.Round(x.bits.AsSingle())) : Of(Vector128.Round(x.bits.AsDouble()));

    [MethodImpl(AggressiveInlining)]
    public static Lanes128<T> Truncate(Lanes128<T> x) => IsSingle ? Of(Vector128.Truncate(x.bits.AsSingle())) : Of(Vector128.Truncate(x.bits.AsDouble()));

    // Two powers of two, because 2ⁿ itself may not be a normal float.
    [MethodImpl(AggressiveInlining)]
    public static Lanes128<T> Scale(Lanes128<T> x, Lanes128<T> n)
    {
        if (IsSingle)
        {
            var i = Vector128.ConvertToInt32Native(n.bits.AsSingle());
            var half = i >> 1;
            return x * Of((half + Vector128.Create(127)) << 23) * Of((i - half + Vector128.Create(127)) << 23);
        }
        else
        {
            var i = Vector128.ConvertToInt64Native(n.bits.AsDouble());
            var half = i >> 1;
            return x * Of((half + Vector128.Create(1023L)) << 52) * Of((i - half + Vector128.Create(1023L)) << 52);
        }
    }

    [MethodImpl(AggressiveInlining)]
    public static Lanes128<T> Exponent(Lanes128<T> x) => IsSingle
        ? Of(Vector128.ConvertToSingle(((x.bits.AsInt32() >>> 23) & Vector128.Create(0xFF)) - Vector128.Create(127)))
        : Of(Vector128.ConvertToDouble(((x.bits.AsInt64() >>> 52) & Vector128.Create(0x7FFL)) - Vector128.Create(1023L)));

    [MethodImpl(AggressiveInlining)]
    public static Lanes128<T> Significand(Lanes128<T> x) => IsSingle
        ? Of(x.bits.AsInt32() & Vector128.Create(0x007F_FFFF) | Vector128.Create(0x3F80_0000))
        : Of(x.bits.AsInt64() & Vector128.Create(0x000F_FFFF_FFFF_FFFF) | Vector128.Create(0x3FF0_0000_0000_0000));

    [MethodImpl(NoInlining)]
    public static unsafe Lanes128<T> Map(Lanes128<T> x, Func<double, double> f)
    {
        T* elements = stackalloc T[Count];
        Store(x, elements);
        for (int i = 0; i < Count; i++)
            if (IsSingle) ((float*)elements)[i] = (float)f(((float*)elements)[i]);
            else ((double*)elements)[i] = f(((double*)elements)[i]);
        return Load(elements);
    }

    [MethodImpl(AggressiveInlining)]
    static Lanes128<T> Of<U>(Vector128<U> x) => new(x.As<U, T>());
}
