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
    readonly Action<string> warn;
    int warned;

    /// <param name="folder">Made if it is not there.</param>
    /// <param name="keyFile">The user's key, made if it is not there.</param>
    /// <param name="capacity">How many bytes it may hold; beyond, what was used longest ago goes.</param>
    /// <param name="warn">Told once what is wrong with it; the user is, without it.</param>
    public ExecutableCache(string folder, string keyFile, long capacity, Action<string>? warn = null)
    {
        (this.folder, this.capacity, this.warn) = (folder, capacity, warn ?? (m => ScriptHost.Current.Warn(m)));
        seal = new(() => Seal.Open(keyFile));
    }

    /// <summary>The user's; null where <c>$env:AUTODIFF_CACHE</c> is <c>off</c>, or the user has no home.</summary>
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
            ScriptHost.Current.Warn($"there is no cache of compiled executables ({e.Message})");
            return null;
        }
    }

    /// <summary>The entry of a key, null where there is none that can be believed.</summary>
    public byte[]? Get(CacheKey key) => Try(() =>
    {
        string path = PathOf(key);
        if (ReadIfThere(path) is not { } entry) return null;
        if (CacheEntry.Open(entry, key, seal.Value) is not { } payload)
        {
            Warn($"an entry of the cache is damaged or not the user's own; it is compiled again ({path})");
            File.Delete(path);
            return null;
        }
        Touch(path);
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
            Runtime.UserFolder.RemoveStale(folder);
            string temporary = Path.Combine(folder, $"{key}.{Guid.NewGuid():N}.tmp");
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            try
            {
                using (var stream = new FileStream(temporary, options))
                {
                    stream.Write(CacheEntry.Close(data, key, seal.Value));
                    stream.Flush(true);
                }
                File.Move(temporary, PathOf(key), true);
            }
            catch
            {
                // A disk that is full must not be filled further by what it had no place for.
                File.Delete(temporary);
                throw;
            }
            Trim();
            return null;
        });
    }

    string PathOf(CacheKey key) => Path.Combine(folder, key + Suffix);

    // What was used last goes last. Another process may have taken the entry away, which was read nonetheless.
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
        // Other processes trim as well: what they have taken away has no length.
        var there = files.Where(f => f.Exists).OrderBy(f => f.LastWriteTimeUtc).ToArray();
        long total = there.Sum(f => f.Length);
        foreach (var file in there)
        {
            if (total <= capacity) break;
            total -= file.Length;
            file.Delete();
        }
    }

    // Between a look and the reading another process may trim it.
    static byte[]? ReadIfThere(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllBytes(path) : null;
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
            Warn($"the cache of compiled executables cannot be used ({e.Message}); everything is compiled anew");
            return null;
        }
    }

    void Warn(string message)
    {
        if (Interlocked.Exchange(ref warned, 1) == 0) warn(message);
    }
}
