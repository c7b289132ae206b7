using System.Globalization;

namespace Autodiff;

/// <summary>
/// A 16-bit float with the exponent of a [float] and 8 bits of precision (bfloat16): an element of bf16. A number is rounded to the nearest one, to even if two are
/// equally near. It converts to [float] and [double] without loss.
/// </summary>
public readonly struct BFloat16 : IEquatable<BFloat16>, IComparable<BFloat16>, IComparable, IFormattable
{
    // The upper half of the bits of a float.
    readonly ushort bits;

    BFloat16(ushort bits) => this.bits = bits;

    /// <summary>The element nearest to a number.</summary>
    public BFloat16(double x) => bits = Round(x);

    /// <summary>The element nearest to a number.</summary>
    public static explicit operator BFloat16(double x) => new(x);

    /// <summary>The element nearest to a number.</summary>
    public static explicit operator BFloat16(float x) => new(Round(x));

    /// <summary>The same number.</summary>
    public static implicit operator float(BFloat16 x) => BitConverter.UInt32BitsToSingle((uint)x.bits << 16);

    /// <summary>The same number.</summary>
    public static implicit operator double(BFloat16 x) => (float)x;

    /// <summary>The sum, computed as [float] and rounded.</summary>
    public static BFloat16 operator +(BFloat16 x, BFloat16 y) => (BFloat16)((float)x + y);

    /// <summary>The difference, computed as [float] and rounded.</summary>
    public static BFloat16 operator -(BFloat16 x, BFloat16 y) => (BFloat16)((float)x - y);

    /// <summary>The product, computed as [float] and rounded.</summary>
    public static BFloat16 operator *(BFloat16 x, BFloat16 y) => (BFloat16)((float)x * y);

    /// <summary>The quotient, computed as [float] and rounded.</summary>
    public static BFloat16 operator /(BFloat16 x, BFloat16 y) => (BFloat16)((float)x / y);

    /// <summary>The remainder, with the sign of the dividend.</summary>
    public static BFloat16 operator %(BFloat16 x, BFloat16 y) => (BFloat16)((float)x % y);

    /// <summary>The number with the other sign.</summary>
    public static BFloat16 operator -(BFloat16 x) => new((ushort)(x.bits ^ 0x8000));

    /// <summary>Whether two numbers are equal. NaN equals nothing, and 0 equals -0.</summary>
    public static bool operator ==(BFloat16 x, BFloat16 y) => (float)x == (float)y;

    /// <summary>Whether two numbers are different.</summary>
    public static bool operator !=(BFloat16 x, BFloat16 y) => !(x == y);

    /// <summary>Whether a number is less than another.</summary>
    public static bool operator <(BFloat16 x, BFloat16 y) => (float)x < (float)y;

    /// <summary>Whether a number is greater than another.</summary>
    public static bool operator >(BFloat16 x, BFloat16 y) => (float)x > (float)y;

    /// <summary>Whether a number is at most another.</summary>
    public static bool operator <=(BFloat16 x, BFloat16 y) => (float)x <= (float)y;

    /// <summary>Whether a number is at least another.</summary>
    public static bool operator >=(BFloat16 x, BFloat16 y) => (float)x >= (float)y;

    /// <inheritdoc/>
    public int CompareTo(BFloat16 other) => ((float)this).CompareTo(other);

    /// <inheritdoc/>
    public int CompareTo(object? obj) => obj switch
    {
        null => 1,
        BFloat16 other => CompareTo(other),
        _ => throw new ArgumentException($"A BFloat16 is compared with another one, not with a {obj.GetType().Name}.", nameof(obj)),
    };

    /// <inheritdoc/>
    public bool Equals(BFloat16 other) => ((float)this).Equals(other);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is BFloat16 other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => ((float)this).GetHashCode();

    /// <summary>The shortest digits that round-trip.</summary>
    public override string ToString() => ToString(null, null);

    /// <inheritdoc/>
    public string ToString(string? format, IFormatProvider? formatProvider)
    {
        float x = this;
        if (float.IsFinite(x) && format is null or "" or "R" or "r" or "G" or "g")
            for (int digits = 0; ; digits++)
            {
                // Four digits are always enough.
                double shorter = double.Parse(x.ToString("E" + digits, CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
                if ((BFloat16)shorter == this) return shorter.ToString(formatProvider);
            }
        return x.ToString(format, formatProvider);
    }

    static ushort Round(float x)
    {
        uint b = BitConverter.SingleToUInt32Bits(x);
        // A NaN stays one, although its lower bits are dropped.
        return (ushort)(float.IsNaN(x) ? b >> 16 | 0x40 : b + 0x7FFF + (b >> 16 & 1) >> 16);
    }

    static ushort Round(double x)
    {
        float near = (float)x;
        if (near == x || !float.IsFinite(near)) return Round(near);
        // Of the two floats around the number the one with odd bits is never halfway between two results. Rounding it rounds the number once.
        uint b = BitConverter.SingleToUInt32Bits(near);
        return Round((b & 1) != 0 ? near : BitConverter.UInt32BitsToSingle(Math.Abs(near) > Math.Abs(x) ? b - 1 : b + 1));
    }
}
