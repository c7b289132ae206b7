using System.Security.Cryptography;
using Autodiff.Files;

namespace Autodiff.Backends.Xla.Cache;

/// <summary>
/// Compiled executables on disk, for the next process. An entry is native code, so it is trusted only if it has the user's own seal. If anything is wrong with the
/// cache, the program is compiled again.
/// </summary>
sealed class ExecutableCache
{
    const string Suffix = ".adx";

    readonly string folder;
    readonly long capacity;
    readonly Lazy<Seal> seal;
    readonly Action<string> warn;
    int warned;

    /// <param name="folder">The folder; it is created if it does not exist.</param>
    /// <param name="keyFile">The user's key; it is created if it does not exist.</param>
    /// <param name="capacity">The greatest size in bytes. Beyond it, the least recently used entries are deleted.</param>
    /// <param name="warn">Receives at most one message about what is wrong with the cache. Default: a warning to the user.</param>
    public ExecutableCache(string folder, string keyFile, long capacity, Action<string>? warn = null)
    {
        (this.folder, this.capacity, this.warn) = (folder, capacity, warn ?? (m => ScriptHost.Current.Warn(m)));
        seal = new(() => Seal.Open(keyFile));
    }

    /// <summary>The cache of the user. Null if <c>$env:AUTODIFF_CACHE</c> is <c>off</c>, or the user has no home folder.</summary>
    public static ExecutableCache? OfUser()
    {
        const long capacity = 1L << 30;
        if ((Environment.GetEnvironmentVariable("AUTODIFF_CACHE") ?? "").Equals("off", StringComparison.OrdinalIgnoreCase)) return null;
        try
        {
            return new(Path.Combine(Runtime.UserFolder.Cache, "xla"), Path.Combine(Runtime.UserFolder.Data, "cache.key"), capacity);
        }
        catch (AdException e)
        {
            ScriptHost.Current.Warn($"The cache of compiled executables is not available ({e.Message}).");
            return null;
        }
    }

    /// <summary>The payload for a key, or null if there is no valid entry.</summary>
    public byte[]? Get(CacheKey key) => Try(() =>
    {
        string path = PathOf(key);
        if (ReadIfThere(path) is not { } entry) return null;
        if (CacheEntry.Open(entry, key, seal.Value) is not { } payload)
        {
            Warn($"An entry of the cache of compiled executables is damaged or belongs to another user ({path}). It is compiled again.");
            File.Delete(path);
            return null;
        }
        Touch(path);
        return payload;
    });

    /// <summary>Deletes an entry that the plugin refused.</summary>
    public void Remove(CacheKey key) => Try<object>(() =>
    {
        File.Delete(PathOf(key));
        return null;
    });

    /// <summary>Stores an entry. A complete file replaces the old one, so that a reader never sees a part of it.</summary>
    public void Put(CacheKey key, ReadOnlySpan<byte> payload)
    {
        byte[] data = payload.ToArray();
        Try<object>(() =>
        {
            Runtime.UserFolder.Ensure(folder);
            Runtime.UserFolder.RemoveStale(folder);
            byte[] entry = CacheEntry.Close(data, key, seal.Value);
            AtomicFile.Write(PathOf(key), stream => stream.Write(entry), isPrivate: true);
            Trim();
            return null;
        });
    }

    string PathOf(CacheKey key) => Path.Combine(folder, key + Suffix);

    // Marks the entry as recently used. Another process may have deleted it after it was read.
    static void Touch(string path)
    {
        try
        {
            File.SetLastWriteTimeUtc(path, DateTime.UtcNow);
        }
        catch (IOException)
        {
        }
        catch (UnauthorizedAccessException)
        {
        }
    }

    void Trim()
    {
        var files = new DirectoryInfo(folder).GetFiles("*" + Suffix);
        foreach (var file in files) file.Refresh();
        // Other processes trim too; a file that they have deleted does not count.
        var there = files.Where(f => f.Exists).OrderBy(f => f.LastWriteTimeUtc).ToArray();
        long total = there.Sum(f => f.Length);
        foreach (var file in there)
        {
            if (total <= capacity) break;
            total -= file.Length;
            file.Delete();
        }
    }

    // Another process may delete the file between the check and the read.
    static byte[]? ReadIfThere(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllBytes(FileStatus.Regular(path)) : null;
        }
        catch (FileNotFoundException)
        {
            return null;
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
            Warn($"The cache of compiled executables cannot be used ({e.Message}). Programs are compiled again.");
            return null;
        }
    }

    void Warn(string message)
    {
        if (Interlocked.Exchange(ref warned, 1) == 0) warn(message);
    }
}
