using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Autodiff;

// What .NET and cmdlets such as Sort-Object, Group-Object and Compare-Object ask of an object. The operators of a tensor are elementwise instead.
[SuppressMessage("Design", "CA1036", Justification = "The operators compare element by element.")]
public sealed partial class Tensor : IComparable
{
    /// <summary>
    /// Whether both are equal. A tensor of one element equals a number, and another tensor of one element, if the numbers are equal. Other tensors are equal if dtypes, shapes and
    /// all elements are; NaN equals NaN here.
    /// </summary>
    public override bool Equals(object? obj)
    {
        obj = ScriptHost.Current.Unwrap(obj);
        if (ReferenceEquals(this, obj)) return true;
        if (IsLost || (obj as Tensor ?? Conversion.Number(obj)) is not { IsLost: false } other || Size != other.Size) return false;
        if (Size != 1 && Type.Strong != other.Type.Strong) return false;
        if (Type == other.Type && SameBits(other)) return true;
        for (long i = 0; i < Size; i++)
            if (Compare(i, other) != 0) return false;
        return true;
    }

    /// <summary>A hash that agrees with <see cref="Equals(object?)"/>: of one element it is that of the number as a double.</summary>
    public override int GetHashCode() =>
        IsLost ? RuntimeHelpers.GetHashCode(this)
        : Size == 1 ? ToDouble(0).GetHashCode()
        : Size == 0 ? Type.Strong.GetHashCode()
        : HashCode.Combine(Type.Strong, ToDouble(0), ToDouble(Size / 2), ToDouble(Size - 1));

    /// <summary>The order of numbers, and of tensors with several elements by the first element that differs, then by their size. NaN comes first.</summary>
    /// <exception cref="AdException">The other object is neither a number nor a tensor.</exception>
    public int CompareTo(object? obj)
    {
        obj = ScriptHost.Current.Unwrap(obj);
        if (obj is null) return 1;
        var other = obj as Tensor ?? Conversion.Number(obj) ?? throw new AdException($"CompareTo: a tensor cannot be compared with {Conversion.Describe(obj)}; expected a number or a tensor.", ErrorId.InvalidOperand);
        for (long i = 0; i < Math.Min(Size, other.Size); i++)
            if (Compare(i, other) is not 0 and var order) return order;
        if (Size != other.Size) return Size.CompareTo(other.Size);
        return Size == 1 ? 0 : string.CompareOrdinal(Type.Strong.ToString(), other.Type.Strong.ToString());
    }

    bool IsLost => Storage is LostArray;

    // An integer beyond 2^53 is not the double that is next to it.
    int Compare(long i, Tensor other)
    {
        if (Type.IsFloat && other.Type.IsFloat) return ToDouble(i).CompareTo(other.ToDouble(i));
        double x = ToDouble(i), y = other.ToDouble(i);
        return x != y || !double.IsFinite(x) ? x.CompareTo(y) : Whole(this).CompareTo(Whole(other));

        Int128 Whole(Tensor t) => t.Type.IsFloat ? (Int128)t.ToDouble(i) : Convert.ToInt64(t.At(i), null);
    }
}
