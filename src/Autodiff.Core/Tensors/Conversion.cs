using System.Collections;
using System.Globalization;

namespace Autodiff;

/// <summary>
/// Converts .NET numbers and arrays to tensors. Single [int], [long], [ulong], [double] and [decimal] numbers are weak. All other numbers and all arrays are strong.
/// </summary>
static class Conversion
{
    /// <summary>Converts the operand of an operation: a value, which is unchanged, a number, or a regular array of numbers.</summary>
    /// <param name="x">The object, which may be wrapped by the calling language.</param>
    /// <param name="path">The name in errors, such as <c>weights[2].bias</c>; it may be empty.</param>
    /// <exception cref="AdException">The object is none of these, or the array is ragged.</exception>
    public static Value ToValue(object? x, string path)
    {
        x = ScriptHost.Current.Unwrap(x);
        if (x is Value v) return v;
        if (Number(x) is { } number) return number;
        if (AsList(x) is { } list) return IsNumeric(list) ? FromArray(list, path) : throw NotNumeric(list, path);
        throw NotNumber(x, path);
    }

    /// <summary>The tensor of one .NET number or boolean; null for any other object. The object is not unwrapped.</summary>
    public static Tensor? Number(object? x) => x switch
    {
        double d => Tensor.Literal(d),
        int i => Tensor.Literal(i),
        long l => Tensor.Literal(l),
        float f => Tensor.Literal(f),
        uint u => Tensor.Literal(u),
        decimal m => Tensor.Literal((double)m),
        ulong => Tensor.Literal(Integer(x)),
        null or Enum => null,
        byte or sbyte or short or ushort => Tensor.Literal(System.Convert.ToInt32(x)),
        _ => DType.Of(x.GetType()) is { } dtype ? Tensor.Of(x, dtype) : null,
    };

    /// <summary>The object if it is an array or list and not also a dictionary; otherwise null.</summary>
    public static IList? AsList(object? x) => x is IList list and not IDictionary ? list : null;

    /// <summary>Whether all scalars of an array, at any depth, are numbers. Such an array is one tensor, or an error.</summary>
    public static bool IsNumeric(IList list) => NumericArray.Scan(list, out _);

    /// <summary>The tensor of an array of numbers. Its dtype is that of the widest number; i32 at least. An empty array gives f64.</summary>
    /// <exception cref="AdException">The array is ragged.</exception>
    public static Tensor FromArray(IList list, string path) => NumericArray.Read(list, path);

    /// <summary>The dtype for single numbers of a .NET type; null if they are not numbers.</summary>
    public static DType? ElementDType(Type type) =>
        DType.Of(type) ?? (type.IsEnum ? null : Type.GetTypeCode(type) switch
        {
            TypeCode.Byte or TypeCode.SByte or TypeCode.Int16 or TypeCode.UInt16 => DType.I32,
            TypeCode.UInt64 => DType.I64,
            TypeCode.Decimal => DType.F64,
            _ => null,
        });

    /// <summary>The integer that a .NET number converts to.</summary>
    /// <exception cref="AdException">The number is greater than the greatest [long].</exception>
    public static long Integer(object number) => number is not ulong u ? System.Convert.ToInt64(number, CultureInfo.InvariantCulture)
        : u <= long.MaxValue ? (long)u
        : throw new AdException($"{u} does not fit into i64, in which a [UInt64] is stored. Convert it to a [Double] first.", ErrorId.DoesNotFit);

    /// <summary>The description of an object in errors.</summary>
    public static string Describe(object? x) => x switch
    {
        null => Spell.Name("null"),
        string s => $"the string '{(s.Length > 40 ? s[..40] + "…" : s)}'",
        _ => $"{("AEIO".Contains(x.GetType().Name[0], StringComparison.Ordinal) ? "an" : "a")} [{x.GetType().Name}]",
    };

    /// <summary>The message, after the path if there is one.</summary>
    public static string At(string path, string message) => path.Length == 0 ? message : $"{path}: {message}";

    static AdException NotNumber(object? x, string path) =>
        new(At(path, $"{Describe(x)} was given; expected a number, a regular array of numbers or a tensor."), ErrorId.NotANumber);

    static AdException NotNumeric(IList list, string path)
    {
        for (int i = 0; i < list.Count; i++)
        {
            object? x = ScriptHost.Current.Unwrap(list[i]);
            string at = $"{path}[{i}]";
            if (x is Value) return new(At(at, $"an array of tensors is not a tensor. Use {Spell.Name("Ad.Stack")} or {Spell.Name("Ad.Concatenate")}. Put each item that is an expression in parentheses, as in @(($a * $b), $c), because the comma binds more tightly than operators."), ErrorId.NotANumber);
            if (AsList(x) is { } inner && !IsNumeric(inner)) return NotNumeric(inner, at);
            if (AsList(x) is null && Number(x) is null) return NotNumber(x, at);
        }
        return NotNumber(list, path);
    }
}
