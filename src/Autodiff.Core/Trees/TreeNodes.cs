using System.Collections;
using System.Collections.Specialized;

namespace Autodiff.Trees;

/// <summary>The kinds of nodes in trees.</summary>
public static class TreeNodes
{
    static volatile TreeNode[] registered = [];

    internal static readonly TreeNode Array = new ArrayNode();
    internal static readonly TreeNode List = new ListNode();
    internal static readonly TreeNode Ordered = new OrderedNode();
    internal static readonly TreeNode Dictionary = new DictionaryNode();

    /// <summary>The kind of named results.</summary>
    public static TreeNode Record { get; set; } = Ordered;

    /// <summary>Registers a kind of node. It is tried before the built-in kinds.</summary>
    public static void Register(TreeNode node)
    {
        lock (List)
            if (!registered.Any(n => n.GetType() == node.GetType())) registered = [.. registered, node];
    }

    /// <summary>The kind, key and children of an object; null if it is not a node.</summary>
    internal static (TreeNode Node, object? Key, object?[] Children)? Split(object value, string path)
    {
        foreach (var node in registered)
            if (node.Split(value, path) is var (key, children)) return (node, key, children);
        var known = value switch
        {
            IOrderedDictionary => Ordered,
            IDictionary => Dictionary,
            System.Array => Array,
            IList => List,
            _ => null,
        };
        return known?.Split(value, path) is var (k, c) ? (known, k, c) : null;
    }

    sealed class ArrayNode : TreeNode
    {
        public override bool HasProperties => false;

        public override (object?, object?[])? Split(object value, string path) => value is System.Array { Rank: > 1 }
            ? throw new AdException($"{path}: an array of {((System.Array)value).Rank} dimensions must contain only numbers.", ErrorId.NotANumber)
            : (null, [.. ((IList)value).Cast<object?>()]);

        public override object Join(object? key, object?[] children) => children.Clone();
    }

    sealed class ListNode : TreeNode
    {
        public override bool HasProperties => false;

        public override (object?, object?[])? Split(object value, string path) => (null, [.. ((IList)value).Cast<object?>()]);

        public override object Join(object? key, object?[] children) => new List<object?>(children);
    }

    sealed class OrderedNode : TreeNode
    {
        public override (object?, object?[])? Split(object value, string path)
        {
            var entries = Entries((IDictionary)value, path);
            return (new Names([.. entries.Select(e => e.Key)]), [.. entries.Select(e => e.Value)]);
        }

        public override object Join(object? key, object?[] children)
        {
            var r = new OrderedDictionary(children.Length, StringComparer.OrdinalIgnoreCase);
            for (int i = 0; i < children.Length; i++) r.Add(((Names)key!)[i], children[i]);
            return r;
        }
    }

    sealed class DictionaryNode : TreeNode
    {
        public override (object?, object?[])? Split(object value, string path)
        {
            var entries = Entries((IDictionary)value, path);
            entries.Sort((a, b) => StringComparer.OrdinalIgnoreCase.Compare(a.Key, b.Key));
            return (new Names([.. entries.Select(e => e.Key)]), [.. entries.Select(e => e.Value)]);
        }

        public override object Join(object? key, object?[] children)
        {
            var r = new Hashtable(children.Length, StringComparer.OrdinalIgnoreCase);
            for (int i = 0; i < children.Length; i++) r.Add(((Names)key!)[i], children[i]);
            return r;
        }
    }

    static List<(string Key, object? Value)> Entries(IDictionary dictionary, string path)
    {
        var r = new List<(string Key, object? Value)>(dictionary.Count);
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (DictionaryEntry e in dictionary)
        {
            if (ScriptHost.Current.Unwrap(e.Key) is not string key)
                throw new AdException(Conversion.At(path, $"the key {e.Key} of a dictionary is {Conversion.Describe(e.Key)}; expected a string."), ErrorId.InvalidKey);
            if (!seen.Add(key)) throw new AdException(Conversion.At(path, $"the key '{key}' occurs twice, in different case."), ErrorId.InvalidKey);
            r.Add((key, e.Value));
        }
        return r;
    }
}
