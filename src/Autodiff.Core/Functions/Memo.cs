namespace Autodiff.Functions;

/// <summary>
/// Makes a value once for each key. The first thread that asks makes it; other threads wait. Where the first one fails or is stopped, a waiting thread makes the value
/// itself, so that each thread sees its own failure. The number of values is bounded, and failures are not kept.
/// </summary>
sealed class Memo<K, V>(int capacity) where K : notnull
{
    readonly RecentlyUsed<K, TaskCompletionSource<(bool IsMade, V? Value)>> entries = new(capacity);

    /// <summary>The values made so far.</summary>
    public IEnumerable<(K Key, V Value)> Made => entries.Pairs.Where(p => p.Value.Task is { IsCompleted: true, Result.IsMade: true }).Select(p => (p.Key, p.Value.Task.Result.Value!));

    /// <exception cref="OperationCanceledException">The user has stopped this thread.</exception>
    public V GetOrMake(K key, Func<V> make)
    {
        TaskCompletionSource<(bool, V?)>? mine = null;
        while (true)
        {
            var entry = entries.GetOrAdd(key, _ => mine = new());
            if (entry == mine) return Make(key, make, mine);
            Interruption.WaitForEnd(entry.Task);
            if (entry.Task.Result is (true, var value)) return value!;
        }
    }

    V Make(K key, Func<V> make, TaskCompletionSource<(bool, V?)> entry)
    {
        (bool IsMade, V? Value) result = default;
        try
        {
            result = (true, make());
            return result.Value!;
        }
        finally
        {
            // Before those who wait go on, so that they do not find it again.
            if (!result.IsMade) entries.Remove(key);
            entry.SetResult(result);
        }
    }
}
