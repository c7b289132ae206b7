using System.Globalization;
using System.Management.Automation;
using System.Runtime.CompilerServices;
using Autodiff.Tracing;
using Autodiff.Tracing.Paths;

namespace Autodiff.PowerShell.Rewriting;

/// <summary>Converts values to numeric types. Arrays and lists of them are <see cref="Collections"/>.</summary>
/// <remarks>A single number is weak, as .NET numbers are, except for [bool] and [Half]. Integers round half to even, as in PowerShell.</remarks>
static class Numbers
{
    // [byte] and its like are stored as i32 and [ulong] as i64, in the range of the type.
    static readonly Dictionary<Type, (DType DType, double Least, double Greatest)> whole = new()
    {
        [typeof(int)] = (DType.I32, int.MinValue, int.MaxValue),
        [typeof(long)] = (DType.I64, long.MinValue, long.MaxValue),
        [typeof(uint)] = (DType.U32, 0, uint.MaxValue),
        [typeof(ulong)] = (DType.I64, 0, long.MaxValue),
        [typeof(byte)] = (DType.I32, byte.MinValue, byte.MaxValue),
        [typeof(sbyte)] = (DType.I32, sbyte.MinValue, sbyte.MaxValue),
        [typeof(short)] = (DType.I32, short.MinValue, short.MaxValue),
        [typeof(ushort)] = (DType.I32, 0, ushort.MaxValue),
    };

    // The types of numbers that no dtype has.
    static readonly ConditionalWeakTable<Value, Type> narrow = [];
    static readonly ConditionalWeakTable<Trace, object> withDecimals = [];

    /// <summary>The .NET type of a single number, as PowerShell sees it. In a trace with a conversion to [decimal], every number with a fraction counts as one: arithmetic does not keep them apart.</summary>
    public static Type TypeOf(Value x) => x.DType == DType.F64 && withDecimals.TryGetValue(Trace.Current, out _) ? typeof(decimal) : KindOf(x);

    /// <summary>The .NET type of a single number that <c>-is</c> and its like see: that of its dtype, or the narrower one that it was converted to.</summary>
    public static Type KindOf(Value x) => narrow.TryGetValue(x, out var type) ? type : x.DType.ElementType;

    /// <summary>The number of a value in this call, of the type that PowerShell sees; a condition of the path.</summary>
    public static object Pinned(Value x) => narrow.TryGetValue(x, out var type) ? LanguagePrimitives.ConvertTo(Ad.Pin(x), type, CultureInfo.InvariantCulture) : Ad.Pin(x);

    /// <summary>The dtype of a numeric type or of an array of it; null for other types.</summary>
    public static DType? Of(Type? type)
    {
        while (type is { IsArray: true }) type = type.GetElementType();
        type = type is null ? null : Nullable.GetUnderlyingType(type) ?? type;
        return type is null ? null : type == typeof(decimal) ? DType.F64 : whole.TryGetValue(type, out var w) ? w.DType : DType.Of(type);
    }

    /// <summary>Whether a conversion of a value to the type differs from PowerShell's.</summary>
    public static bool Takes(Type? type) => Collections.Takes(type) || Of(type) is not null || ScriptClass.Of(type) is not null;

    /// <summary>The conversion of a value, of the text of one, or of a list that holds values, to the type; null for other objects.</summary>
    public static object? Convert(object? x, Type type) => ScriptClass.Of(type) is { } c ? Instance.Convert(x, c) : typeof(Value).IsAssignableFrom(type) ? Values.Of(x) : Collections.Takes(type) ? Collections.Of(x, type) : (Values.Of(type == typeof(bool) ? Truths.Only(x) : x) ?? (Of(type) is null ? null : Texts.NumberOf(x))) is not { } value ? null
        : type == typeof(bool) && value.Rank > 0 && value.DType != DType.Bool ? DynamicAnswers.Truth(value) : Cast(value, type);

    /// <summary>
    /// Whether a number on the left of a value is made a value, because PowerShell's operator does not do: it would not ask whether an integer overflows, which is a condition
    /// of the path, and the other types have conversions of their own.
    /// </summary>
    public static bool IsOperand(object? left, Value right) => left is int or long ? SingleNumbers.IsOne(right) : left is not (double or bool) && Autodiff.Conversion.Number(left) is not null;

    /// <summary>A value of the dtype of a numeric type.</summary>
    public static Value Cast(Value x, Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        var dtype = Of(type)!;
        // What is cast is no text any more.
        if (Conditions.Text(x, isShown: true) is not null) x *= 1.0;
        if (dtype.IsInteger && x.Type.IsFloat) x = Ad.Round(x);
        if (x.Rank == 0) Require(x, type);
        return Seen(Ad.Cast(x, dtype, x.Rank == 0 ? IsWeak(dtype, x) : x.DType == dtype && x.Type.Weak), type, x);
    }

    // Notes the type of a number that its dtype does not tell. The note must not be that of the number before the conversion.
    static Value Seen(Value x, Type type, Value? before)
    {
        if (type == typeof(decimal)) withDecimals.AddOrUpdate(Trace.Current, type);
        if (!whole.ContainsKey(type) || x.DType.ElementType == type || x is Tensor || x.Rank > 0) return x;
        if (ReferenceEquals(x, before)) x = Ad.Cast(Ad.Cast(x, DType.I64, x.Type.Weak), x.DType, x.Type.Weak);
        narrow.AddOrUpdate(x, type);
        return x;
    }

    /// <summary>The elements of an array, which are numbers of the element type.</summary>
    public static object[] Elements(Value x, Type element)
    {
        if (Of(element)!.IsInteger && x.Type.IsFloat) x = Ad.Round(x);
        Require(x, element);
        return Array.ConvertAll(Rows.Of(Ad.Cast(x, Of(element)!, IsWeak(Of(element)!, x))), row => (object)Seen((Value)row, element, null));
    }

    // Arithmetic with an f64 is the same whether it is weak or not, so it stays as it is.
    static bool IsWeak(DType dtype, Value x) => x.DType == DType.F64 && dtype == DType.F64 ? x.Type.Weak : dtype.IsWeakAlone;

    /// <summary>Refuses a number that is out of the range of an integer type by PowerShell's own error.</summary>
    public static void Require(Value x, Type type)
    {
        if (!whole.TryGetValue(type, out var w) || SingleNumbers.IsWithin(x, w.Least, w.Greatest)) return;
        var known = Conditions.Concrete(x);
        LanguagePrimitives.ConvertTo(known.Rank == 0 ? known.Item() : known.Data, known.Rank == 0 ? type : type.MakeArrayType(), CultureInfo.InvariantCulture);
    }
}
