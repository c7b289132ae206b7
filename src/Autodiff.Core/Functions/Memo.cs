namespace Autodiff.Functions;

/// <summary>What is made once for a key, by the first thread that asks, while others wait for it. Bounded; a failure is not kept.</summary>
sealed class Memo<K, V>(int capacity) where K : notnull
{
    readonly RecentlyUsed<K, Lazy<V>> entries = new(capacity);

    /// <summary>All that has been made.</summary>
    public IEnumerable<(K Key, V Value)> Made => entries.Pairs.Where(p => p.Value.IsValueCreated).Select(p => (p.Key, p.Value.Value));

    public V GetOrMake(K key, Func<V> make)
    {
        var entry = entries.GetOrAdd(key, _ => new(make));
        try
        {
            return entry.Value;
        }
        catch
        {
            // A lazy value keeps its exception: it would be thrown again where nothing failed, and no trace would be told of it.
            entries.Remove(key);
            throw;
        }
    }
}
