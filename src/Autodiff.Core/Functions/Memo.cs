namespace Autodiff.Functions;

/// <summary>Makes a value once for each key. The first thread that asks makes it; other threads wait. The number of values is bounded, and failures are not kept.</summary>
sealed class Memo<K, V>(int capacity) where K : notnull
{
    readonly RecentlyUsed<K, Lazy<V>> entries = new(capacity);

    /// <summary>The values made so far.</summary>
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
            // A Lazy keeps its exception. It would be thrown again later, outside of the trace that it belongs to.
            entries.Remove(key);
            throw;
        }
    }
}
