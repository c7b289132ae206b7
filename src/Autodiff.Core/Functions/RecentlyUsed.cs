namespace Autodiff.Functions;

/// <summary>A dictionary of bounded size that removes the least recently used entry. It can be used from any thread.</summary>
sealed class RecentlyUsed<K, V>(int capacity) where K : notnull where V : class
{
    readonly Lock access = new();
    readonly Dictionary<K, LinkedListNode<(K Key, V Value)>> nodes = [];
    readonly LinkedList<(K Key, V Value)> order = new();

    /// <summary>All entries, the most recently used first.</summary>
    public IReadOnlyList<(K Key, V Value)> Pairs
    {
        get
        {
            lock (access) return [.. order];
        }
    }

    public V? Find(K key)
    {
        lock (access) return Use(key);
    }

    public V GetOrAdd(K key, Func<K, V> make)
    {
        lock (access)
        {
            if (Use(key) is { } known) return known;
            var value = make(key);
            nodes.Add(key, order.AddFirst((key, value)));
            if (nodes.Count > capacity && order.Last is { } oldest)
            {
                order.RemoveLast();
                nodes.Remove(oldest.Value.Key);
            }
            return value;
        }
    }

    V? Use(K key)
    {
        if (!nodes.TryGetValue(key, out var node)) return null;
        if (node.Previous is not null)
        {
            order.Remove(node);
            order.AddFirst(node);
        }
        return node.Value.Value;
    }

    public void Remove(K key)
    {
        lock (access)
            if (nodes.Remove(key, out var node)) order.Remove(node);
    }

    public void Clear()
    {
        lock (access)
        {
            nodes.Clear();
            order.Clear();
        }
    }
}
