using System.Collections;
using System.Collections.Specialized;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace Autodiff.PowerShell;

/// <summary>
/// The content of variables at one moment, as objects with value equality. Numbers, strings and tensors compare by value, trees item by item, arrays of numbers by a copy, other
/// objects by their state (<see cref="ObjectState"/>), and code and what never changes by reference.
/// </summary>
/// <param name="home">The runspace of the code that reads them.</param>
sealed class Snapshot(Runspace? home)
{
    // An object that holds more is part of a program, such as a window or a session.
    const int MaxObjects = 10_000;

    // Equal numbers with another sign or scale behave differently.
    static readonly object negativeZero = new(), negativeZeroF32 = new(), negativeZeroF16 = new();

    readonly List<object> above = [];
    Dictionary<object, int>? met;
    List<object>? code;
    string? variable;

    /// <summary>The code that the content holds: blocks, functions, classes, scripts.</summary>
    public IReadOnlyList<object> Code => code ?? (IReadOnlyList<object>)[];

    /// <summary>Adds code that other names may be read by.</summary>
    public void Hold(object found) => (code ??= []).Add(found);

    /// <summary>The content of a variable.</summary>
    /// <exception cref="AdException">It cannot be compared.</exception>
    public object? Of(object? value, string variable)
    {
        this.variable = variable;
        return Of(value);
    }

    /// <summary>The value of a property of a variable, as code would get it.</summary>
    /// <exception cref="AdException">It cannot be compared.</exception>
    public object? Property(PSPropertyInfo property, string variable)
    {
        this.variable = variable;
        return Property(property);
    }

    /// <summary>The content of an object.</summary>
    /// <exception cref="AdException">It cannot be compared.</exception>
    public object? Of(object? original)
    {
        object? value = PowerShellHost.Bare(original);
        switch (value)
        {
            case null or string or int or bool or long: return value;
            case double d: return d == 0 && double.IsNegative(d) ? negativeZero : value;
            case float s: return s == 0 && float.IsNegative(s) ? negativeZeroF32 : value;
            case Half h: return Half.IsNegative(h) && h == Half.Zero ? negativeZeroF16 : value;
            case decimal m: return (m, decimal.GetBits(m)[3]);
            case DateTime t: return (t, t.Kind);
            case DateTimeOffset t: return (t.DateTime, t.Offset);
            case Tensor t: return new Numbers(t);
            case Value: return new Same(value);
            case ScriptBlock or Function or CommandInfo: return Command(value);
        }
        if (value.GetType() is { IsPrimitive: true } or { IsEnum: true } || ObjectState.IsConstant(value)) return value is ValueType ? value : new Same(value);
        for (int i = 0; i < above.Count; i++)
            if (ReferenceEquals(above[i], value)) return ("again", i);
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack()) throw NotComparable(value);
        above.Add(value);
        try
        {
            object? content = Content(value);
            return AddedMembers.Of(original!) is { } more ? new Items("extended", [content, .. more.Select(Member)]) : content;
        }
        finally
        {
            above.RemoveAt(above.Count - 1);
        }
    }

    object? Content(object value)
    {
        switch (value)
        {
            case IOrderedDictionary d:
                return new Items("ordered", [.. d.Keys.Cast<object>().Select(Of), .. d.Values.Cast<object?>().Select(Of)]);
            case IDictionary d:
                object[] keys = new object[d.Count];
                d.Keys.CopyTo(keys, 0);
                Array.Sort(Array.ConvertAll(keys, k => k.ToString()), keys, StringComparer.OrdinalIgnoreCase);
                var entries = new object?[2 * keys.Length];
                for (int i = 0; i < keys.Length; i++) (entries[i], entries[keys.Length + i]) = (PowerShellHost.Bare(keys[i]), Of(d[keys[i]]));
                return new Items("dictionary", entries);
            case PSObject o:
                var properties = o.Properties.Where(p => p.MemberType is PSMemberTypes.NoteProperty or PSMemberTypes.ScriptProperty).ToArray();
                return new Items("object", [.. properties.Select(p => p.Name), .. properties.Select(Property)]);
            case IList list:
                return IsFlat(list) ? new Numbers(Autodiff.Conversion.FromArray(list, "")) : new Items("list", [.. list.Cast<object?>().Select(Of)]);
            default:
                met ??= new(ReferenceEqualityComparer.Instance);
                if (!met.TryAdd(value, met.Count)) return ("again", met[value]);
                return met.Count <= MaxObjects ? ObjectState.Of(value, this) : throw NotComparable(value);
        }
    }

    /// <summary>The error for an object that cannot be compared.</summary>
    public AdException NotComparable(object value) => new(
        $"{(variable?.StartsWith('[') == true ? "" : "$")}{variable}: a [{value.GetType()}] has too much state to be compared before each call. Read what the function needs of it into a variable of its own, or pass that as an argument.", ErrorId.NotComparable);

    object? Property(PSPropertyInfo property)
    {
        if (property is PSScriptProperty && Runspace.DefaultRunspace != home) throw new InvalidOperationException("A script runs only in its own runspace.");
        try
        {
            return Of(property.Value);
        }
        catch (ExtendedTypeSystemException e)
        {
            return new Items("failed", [e.Message]);
        }
    }

    object? Member(PSMemberInfo member) => member switch
    {
        PSNoteProperty or PSScriptProperty => new Items(member.Name, [Property((PSPropertyInfo)member)]),
        PSScriptMethod method => new Items(member.Name, [Of(method.Script)]),
        _ => new Items(member.Name, [new Same(member)]),
    };

    Same Command(object value)
    {
        object found = value switch
        {
            FunctionInfo f => f.ScriptBlock,
            Function { Root.Source.Body: ScriptBlockBody b } => b.ScriptBlock,
            _ => value,
        };
        if (found is ScriptBlock) Hold(found);
        return new(value is FunctionInfo ? found : value);
    }

    static bool IsFlat(IList list)
    {
        if (list is Array { Rank: > 1 }) return Autodiff.Conversion.IsNumeric(list);
        if (list is Array a && Autodiff.Conversion.ElementDType(a.GetType().GetElementType()!) is not null) return true;
        foreach (object? x in list)
            if (PowerShellHost.Bare(x) is not { } item || item is Enum || Autodiff.Conversion.ElementDType(item.GetType()) is null) return false;
        return true;
    }

    sealed class Numbers(Tensor t) : IEquatable<Numbers>
    {
        readonly Tensor tensor = t;

        public bool Equals(Numbers? other) => other is not null && tensor.SameBits(other.tensor);

        public override bool Equals(object? obj) => Equals(obj as Numbers);

        public override int GetHashCode() => tensor.BitsHash();
    }

    /// <summary>An object that is compared by reference.</summary>
    internal sealed class Same(object value) : IEquatable<Same>
    {
        readonly object value = value;

        public bool Equals(Same? other) => other is not null && ReferenceEquals(value, other.value);

        public override bool Equals(object? obj) => Equals(obj as Same);

        public override int GetHashCode() => RuntimeHelpers.GetHashCode(value);
    }

    /// <summary>A list of snapshots, with value equality.</summary>
    internal sealed class Items : IEquatable<Items>
    {
        readonly string kind;
        readonly object?[] items;
        readonly int hash;

        public Items(string kind, object?[] items)
        {
            (this.kind, this.items) = (kind, items);
            var h = new HashCode();
            h.Add(kind);
            foreach (object? x in items) h.Add(x);
            hash = h.ToHashCode();
        }

        public bool Equals(Items? other)
        {
            if (ReferenceEquals(this, other)) return true;
            if (other is null || hash != other.hash || kind != other.kind || items.Length != other.items.Length) return false;
            for (int i = 0; i < items.Length; i++)
                if (!Equals(items[i], other.items[i])) return false;
            return true;
        }

        public override bool Equals(object? obj) => Equals(obj as Items);

        public override int GetHashCode() => hash;
    }
}
