using System.Security.Cryptography;

namespace Autodiff.Backends.Xla.Cache;

/// <summary>
/// Compiled executables on disk, for the next process. An entry is native code: it is believed only if it bears the user's own seal. Whatever is wrong with the
/// cache, the answer is to compile again.
/// </summary>
sealed class ExecutableCache
{
    const string Suffix = ".adx";

    readonly string folder;
    readonly long capacity;
    readonly Lazy<Seal> seal;
    bool warned;

    /// <param name="folder">Made if it is not there.</param>
    /// <param name="keyFile">The user's key, made if it is not there.</param>
    /// <param name="capacity">How many bytes it may hold; beyond, what was used longest ago goes.</param>
    public ExecutableCache(string folder, string keyFile, long capacity)
    {
        (this.folder, this.capacity) = (folder, capacity);
        seal = new(() => Seal.Open(keyFile));
    }

    /// <summary>The entry of a key, null where there is none that can be believed.</summary>
    public byte[]? Get(CacheKey key) => Try(() =>
    {
        string path = PathOf(key);
        if (!File.Exists(path)) return null;
        byte[] entry = File.ReadAllBytes(path);
        if (CacheEntry.Open(entry, key, seal.Value) is not { } payload)
        {
            Warn($"an entry of the cache is damaged or not the user's own; it is compiled again ({path})");
            File.Delete(path);
            return null;
        }
        // What was used last goes last.
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow);
        return payload;
    });

    /// <summary>Removes an entry that the plugin refused.</summary>
    public void Remove(CacheKey key) => Try<object>(() =>
    {
        File.Delete(PathOf(key));
        return null;
    });

    /// <summary>Keeps an entry: a whole file takes its place at once, so that a reader sees all of it or nothing.</summary>
    public void Put(CacheKey key, ReadOnlySpan<byte> payload)
    {
        byte[] data = payload.ToArray();
        Try<object>(() =>
        {
            Runtime.UserFolder.Ensure(folder);
            RemoveStaleFiles();
            string temporary = Path.Combine(folder, $"{key}.{Guid.NewGuid():N}.tmp");
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using (var stream = new FileStream(temporary, options))
            {
                stream.Write(CacheEntry.Close(data, key, seal.Value));
                stream.Flush(true);
            }
            File.Move(temporary, PathOf(key), true);
            Trim();
            return null;
        });
    }

    string PathOf(CacheKey key) => Path.Combine(folder, key + Suffix);

    // Of writers that were killed.
    void RemoveStaleFiles()
    {
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles("*.tmp"))
            if (file.LastWriteTimeUtc < DateTime.UtcNow.AddHours(-1)) file.Delete();
    }

    void Trim()
    {
        var files = new DirectoryInfo(folder).GetFiles("*" + Suffix);
        long total = files.Sum(f => f.Length);
        foreach (var file in files.OrderBy(f => f.LastWriteTimeUtc))
        {
            if (total <= capacity) break;
            total -= file.Length;
            file.Delete();
        }
    }

    T? Try<T>(Func<T?> f) where T : class
    {
        try
        {
            return f();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or AdException or CryptographicException)
        {
            Warn($"the cache of compiled executables cannot be used ({e.Message}); everything is compiled anew");
            return null;
        }
    }

    void Warn(string message)
    {
        if (warned) return;
        warned = true;
        ScriptHost.Current.Warn(message);
    }
}
