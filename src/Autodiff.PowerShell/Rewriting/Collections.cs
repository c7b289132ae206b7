using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Runtime.CompilerServices;
using Autodiff.Tracing;

namespace Autodiff.PowerShell.Rewriting;

/// <summary>
/// Collections of numbers that a block makes or is given while it is traced. They hold objects, so that they have a place for traced numbers, and what is stored in them
/// is converted to the type of number that they would hold.
/// </summary>
static class Collections
{
    static readonly Type[] generic = [typeof(List<>), typeof(Queue<>), typeof(Stack<>), typeof(Dictionary<,>), typeof(SortedDictionary<,>), typeof(SortedList<,>)];
    static readonly ConditionalWeakTable<object, Type> types = [];

    /// <summary>Whether collections are made to hold traced numbers now.</summary>
    public static bool AreOpen => Trace.Current is not EvaluationTrace;

    /// <summary>What a collection type holds, if that is numbers, instances of classes or such collections; null for other types.</summary>
    public static Type? Element(Type? type)
    {
        var element = type is { IsArray: true } ? type.GetElementType()
            : type is { IsGenericType: true, ContainsGenericParameters: false } && generic.Contains(type.GetGenericTypeDefinition()) ? type.GetGenericArguments()[^1] : null;
        return element is not null && (Numbers.Of(element) is not null || Element(element) is not null || ScriptClass.Of(element) is not null) ? element : null;
    }

    /// <summary>Whether a type is a hash set or sorted set of numbers, which needs the numbers of this call.</summary>
    public static bool IsSet(Type? type) => type is { IsGenericType: true } && (type.GetGenericTypeDefinition() == typeof(HashSet<>) || type.GetGenericTypeDefinition() == typeof(SortedSet<>));

    /// <summary>Whether a conversion to the type gives a collection that can hold traced numbers.</summary>
    public static bool Takes(Type? type) => type == typeof(Array) || type == typeof(object[]) || type == typeof(ArrayList) || Element(type) is not null;

    /// <summary>The collection of a type that a value, array or list converts to; null for what PowerShell itself converts.</summary>
    public static object? Of(object? x, Type type)
    {
        x = PowerShellHost.Bare(x);
        if (x is null || !AreOpen) return null;
        if (types.TryGetValue(x, out var known) && known == type) return x;
        if (Element(type) is { } element)
            return type.IsArray && type.GetArrayRank() > 1 ? Rectangle(x, type) : typeof(IDictionary).IsAssignableFrom(type) ? null : Linear(Items(x, type, element), type, element);
        if (x is not Value { Rank: > 0 } v) return null;
        return type == typeof(ArrayList) ? new ArrayList(Rows.Of(v)) : Rows.Of(v);
    }

    /// <summary>A value as the array that PowerShell would see, whose elements can be changed: one of as many axes as it is indexed by, or an array of arrays.</summary>
    public static object Changeable(Value x, int rank) => Trace.Current is EvaluationTrace ? x
        : rank > 1 && x.Rank == rank ? Rectangle(x, x.DType.ElementType.MakeArrayType(rank))!
        : Array.ConvertAll(Rows.Of(x), row => row is Value { Rank: > 0 } inner ? Changeable(inner, 1) : row);

    /// <summary>A new collection, as <c>[type]::new(…)</c> makes it.</summary>
    public static object New(Type type, object?[] arguments)
    {
        if (IsSet(type)) return Activator.CreateInstance(type, Array.ConvertAll(arguments, a => Receiver.Key(a) is Array items ? LanguagePrimitives.ConvertTo(items, type.GetGenericArguments()[0].MakeArrayType(), CultureInfo.InvariantCulture) : Receiver.Key(a)))!;
        arguments = Array.ConvertAll(arguments, a => PowerShellHost.Bare(a) is Value { Rank: 0 } n ? Ad.Pin(n) : PowerShellHost.Bare(a));
        var element = Element(type)!;
        if (!type.IsArray)
        {
            if (arguments is [IEnumerable and not IDictionary and not string or Value]) return Linear(Items(arguments[0]!, type, element), type, element);
            return Known(Activator.CreateInstance(Open(type), arguments)!, type);
        }
        var made = Array.CreateInstance(typeof(object), Array.ConvertAll(arguments, a => LanguagePrimitives.ConvertTo<int>(a)));
        if (element.IsValueType)
            foreach (int[] at in Places(made)) made.SetValue(Activator.CreateInstance(element), at);
        return Known(made, type);
    }

    /// <summary>What is stored in a collection for an object: PowerShell's conversion to the type of number that it holds.</summary>
    public static object? Stored(object collection, object? x) => types.TryGetValue(PowerShellHost.Bare(collection)!, out var type) ? Item(x, Element(type)!) : x;

    /// <summary>The type of a collection that has been made to hold traced numbers; null for other objects.</summary>
    public static Type? TypeOf(object? x) => PowerShellHost.Bare(x) is { } collection && types.TryGetValue(collection, out var type) ? type : null;

    /// <summary>Whether an object is a collection that has been made to hold traced numbers.</summary>
    public static bool IsOpen(object collection) => types.TryGetValue(PowerShellHost.Bare(collection)!, out _);

    /// <summary>The one value of a collection of traced numbers that has been made of a typed array or list; null for other objects.</summary>
    public static Value? Whole(object? x)
    {
        if (x is not IList list) return null;
        if (Rows.Whole(list) is { } rows) return Ad.Cast(rows, rows.DType);
        if (list.Count > 0 && Rows.Whole(Array.ConvertAll([.. list.Cast<object?>()], i => PowerShellHost.Bare(i) is IList inner ? Rows.Whole(inner) : null)) is { } nested) return Ad.Cast(nested, nested.DType);
        if (!types.TryGetValue(x, out _) || list.Count == 0) return null;
        if (x is Array { Rank: > 1 } a)
        {
            object?[] flat = [.. a.Cast<object?>()];
            return Values.ListOf(flat) is null ? null : Ad.Reshape(Rows.Stacked(flat, ""), new Shape([.. Enumerable.Range(0, a.Rank).Select(a.GetLength)]));
        }
        object?[] items = [.. list.Cast<object?>().Select(i => PowerShellHost.Bare(i) is IList inner ? Whole(inner) ?? i : i)];
        return Values.ListOf(items) is null ? null : Rows.Stacked(items, "");
    }

    static IList Items(object x, Type type, Type element)
    {
        if (x is Value { Rank: > 1 } nested && Element(element) is null) throw Refused(nested, type);
        if (x is Value v) return v.Rank == 0 ? new object[] { v } : element.IsArray ? Rows.Of(v) : Numbers.Elements(v, element);
        if (x is IEnumerable several and not IDictionary and not string)
        {
            object?[] items = [.. several.Cast<object?>()];
            // Each inner collection is converted by itself.
            if (Element(element) is not null && Array.TrueForAll(items, i => PowerShellHost.Bare(i) is IEnumerable and not (string or IDictionary) or Value { Rank: > 0 })) return items;
            if (Array.Exists(items, i => Instance.Of(i) is not null) || Values.ListOf(items) is not null || items.Any(i => PowerShellHost.Bare(i) is { } inner && types.TryGetValue(inner, out _))) return items;
        }
        return ((IEnumerable)LanguagePrimitives.ConvertTo(x, type, CultureInfo.InvariantCulture)).Cast<object?>().ToArray();
    }

    static object Linear(IList items, Type type, Type element)
    {
        object[] converted = [.. items.Cast<object?>().Select(i => Item(i, element)!)];
        return Known(type.IsArray ? converted : Activator.CreateInstance(Open(type), [converted])!, type);
    }

    static object? Rectangle(object x, Type type)
    {
        if (x is not Value && (x as Array)?.Rank != type.GetArrayRank()) return null;
        if (x is Value other && other.Rank != type.GetArrayRank()) throw Refused(other, type);
        var element = type.GetElementType()!;
        int[] lengths = x is Value v ? v.Shape : [.. Enumerable.Range(0, ((Array)x).Rank).Select(((Array)x).GetLength)];
        object?[] items = x is Value m ? [.. Numbers.Elements(Ad.Reshape(m, new IntegerList(-1)), element)] : [.. ((Array)x).Cast<object?>()];
        var made = Array.CreateInstance(typeof(object), lengths);
        int i = 0;
        foreach (int[] at in Places(made)) made.SetValue(Item(items[i++], element), at);
        return Known(made, type);
    }

    static object? Item(object? x, Type element) => Element(element) is not null
        ? x is null ? null : Of(x, element) ?? x
        : Values.Of(x) is { } v ? Numbers.Cast(v, element) : ScriptClass.Of(element) is { } c && Instance.Convert(x, c) is { } one ? one : LanguagePrimitives.ConvertTo(x, element, CultureInfo.InvariantCulture);

    static AdException Refused(Value x, Type type) => new(
        $"[{LanguagePrimitives.ConvertTo<string>(type)}]: an array of shape {x.Type.Shape} was given; expected {(type.IsArray && type.GetArrayRank() > 1 ? $"one with {type.GetArrayRank()} axes" : "a list of numbers")}. Use the type [double[][]] for an array of arrays or [double[,]] for a matrix, or remove the type.", ErrorId.ShapeMismatch);

    static object Known(object collection, Type type)
    {
        types.AddOrUpdate(collection, type);
        return collection;
    }

    static Type Open(Type type) => type.GetGenericTypeDefinition().MakeGenericType([.. type.GetGenericArguments()[..^1], typeof(object)]);

    // The places of an array in row-major order.
    static IEnumerable<int[]> Places(Array a)
    {
        int[] at = new int[a.Rank];
        for (int n = 0; n < a.Length; n++)
        {
            for (int axis = a.Rank - 1, rest = n; axis >= 0; rest /= a.GetLength(axis--)) at[axis] = rest % a.GetLength(axis);
            yield return at;
        }
    }
}
