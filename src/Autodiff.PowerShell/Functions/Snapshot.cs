using System.Collections;
using System.Management.Automation;
using System.Runtime.CompilerServices;

namespace Autodiff.PowerShell;

/// <summary>
/// The content of a variable, as an object with value equality. Numbers, strings and tensors compare by value, trees item by item, arrays of numbers by a copy, and
/// all else by reference.
/// </summary>
static class Snapshot
{
    // A tree that contains itself is deeper.
    const int MaxDepth = 20;

    public static object? Of(object? value) => Of(value, 0);

    static object? Of(object? value, int depth)
    {
        value = PowerShellHost.Bare(value);
        switch (value)
        {
            case null or string or ValueType: return value;
            case Tensor t: return new Numbers(t);
            case IDictionary d when depth < MaxDepth:
                var entries = d.Keys.Cast<object>().OrderBy(k => k.ToString(), StringComparer.OrdinalIgnoreCase).ToArray();
                return new Items("dictionary", [.. entries.Select(k => PowerShellHost.Bare(k)), .. entries.Select(k => Of(d[k], depth + 1))]);
            case PSObject { BaseObject: PSCustomObject } o when depth < MaxDepth:
                var properties = o.Properties.Where(p => p.MemberType == PSMemberTypes.NoteProperty).ToArray();
                return new Items("object", [.. properties.Select(p => p.Name), .. properties.Select(p => Of(p.Value, depth + 1))]);
            case IList list when depth < MaxDepth:
                return IsFlat(list) ? new Numbers(Autodiff.Conversion.FromArray(list, "")) : new Items("list", [.. list.Cast<object?>().Select(x => Of(x, depth + 1))]);
            default: return new Same(value);
        }
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

    sealed class Same(object value) : IEquatable<Same>
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
