using Autodiff.Backends.Xla.Cache;

namespace Autodiff.Core.Tests.Xla;

/// <summary>Whatever happens to the cache of executables, an entry is read as it was written, or not at all.</summary>
public sealed class CacheTests : IDisposable
{
    static readonly byte[] payload = [.. Enumerable.Range(0, 40).Select(i => (byte)i)];

    readonly string root = Directory.CreateTempSubdirectory("ad-cache-").FullName;
    readonly List<string> warnings = [];

    string Folder => Path.Combine(root, "xla");

    string KeyFile => Path.Combine(root, "own", "cache.key");

    public void Dispose() => Directory.Delete(root, true);

    ExecutableCache Cache(long capacity = 1 << 20, string? folder = null) => new(folder ?? Folder, KeyFile, capacity, warnings.Add);

    static CacheKey Key(string program) => CacheKey.Of(System.Text.Encoding.UTF8.GetBytes(program), [1], "plugin");

    string File(CacheKey key) => Path.Combine(Folder, key + ".adx");

    [Fact]
    public void An_entry_comes_back_in_this_process_and_the_next()
    {
        Cache().Put(Key("a"), payload);
        Assert.Equal(payload, Cache().Get(Key("a")));
        Assert.Null(Cache().Get(Key("b")));
        Assert.Empty(warnings);
        Assert.Equal([Key("a") + ".adx"], Directory.GetFiles(Folder).Select(Path.GetFileName));
        Assert.Matches("^[0-9a-f]{64}$", Key("a").ToString());
    }

    [Fact]
    public void Keys_differ_in_each_part_and_in_where_parts_end()
    {
        CacheKey[] keys = [CacheKey.Of("ab"u8, "c"u8, "d"), CacheKey.Of("a"u8, "bc"u8, "d"), CacheKey.Of("ab"u8, "c"u8, "e"), CacheKey.Of("ab"u8, "c"u8, "d", ""), CacheKey.Of("ab"u8, "cd"u8)];
        Assert.Equal(keys.Length, keys.Select(k => k.ToString()).Distinct().Count());
        Assert.Equal(keys[0].ToString(), CacheKey.Of("ab"u8, "c"u8, "d").ToString());
    }

    [Fact]
    public void An_entry_with_any_byte_changed_or_cut_is_not_believed()
    {
        var seal = Seal.Open(KeyFile);
        byte[] entry = CacheEntry.Close(payload, Key("a"), seal);
        Assert.Equal(payload, CacheEntry.Open(entry, Key("a"), seal));
        for (int i = 0; i < entry.Length; i++)
        {
            foreach (byte flip in (byte[])[1, 0x80, 0xFF])
            {
                byte[] changed = [.. entry];
                changed[i] ^= flip;
                Assert.Null(CacheEntry.Open(changed, Key("a"), seal));
            }
            Assert.Null(CacheEntry.Open(entry.AsSpan(0, i), Key("a"), seal));
        }
        Assert.Null(CacheEntry.Open([.. entry, 0], Key("a"), seal));
        Assert.Null(CacheEntry.Open(entry, Key("b"), seal));
        Assert.Null(CacheEntry.Open(entry, Key("a"), Seal.Open(Path.Combine(root, "other", "cache.key"))));
    }

    [Fact]
    public void A_damaged_entry_is_removed_with_one_warning_and_put_again()
    {
        var cache = Cache();
        foreach (string program in (string[])["a", "b"])
        {
            cache.Put(Key(program), payload);
            byte[] entry = System.IO.File.ReadAllBytes(File(Key(program)));
            entry[^1] ^= 1;
            System.IO.File.WriteAllBytes(File(Key(program)), entry);
            Assert.Null(cache.Get(Key(program)));
            Assert.False(System.IO.File.Exists(File(Key(program))));
            cache.Put(Key(program), payload);
            Assert.Equal(payload, cache.Get(Key(program)));
        }
        Assert.Single(warnings);
    }

    [Fact]
    public void Entries_that_were_swapped_are_not_believed()
    {
        var cache = Cache();
        cache.Put(Key("a"), payload);
        cache.Put(Key("b"), [1, 2, 3]);
        System.IO.File.Move(File(Key("a")), Path.Combine(root, "t"));
        System.IO.File.Move(File(Key("b")), File(Key("a")));
        System.IO.File.Move(Path.Combine(root, "t"), File(Key("b")));
        Assert.Null(cache.Get(Key("a")));
        Assert.Null(cache.Get(Key("b")));
    }

    [Fact]
    public void The_file_of_a_killed_writer_is_no_entry_and_is_removed_after_an_hour()
    {
        var cache = Cache();
        cache.Put(Key("a"), payload);
        string old = Path.Combine(Folder, $"{Key("b")}.1.tmp"), recent = Path.Combine(Folder, $"{Key("b")}.2.tmp");
        System.IO.File.WriteAllBytes(old, [1]);
        System.IO.File.WriteAllBytes(recent, [1]);
        System.IO.File.SetLastWriteTimeUtc(old, DateTime.UtcNow.AddHours(-2));
        Assert.Null(cache.Get(Key("b")));
        cache.Put(Key("b"), payload);
        Assert.Equal(payload, cache.Get(Key("b")));
        Assert.False(System.IO.File.Exists(old));
        Assert.True(System.IO.File.Exists(recent));
        Assert.Empty(warnings);
    }

    [Fact]
    public void A_folder_that_is_a_file_a_link_or_open_to_others_costs_one_warning()
    {
        string file = Path.Combine(root, "file");
        System.IO.File.WriteAllText(file, "");
        Unusable(file);
        if (OperatingSystem.IsWindows()) return;
        string link = Path.Combine(root, "link");
        Directory.CreateSymbolicLink(link, Directory.CreateDirectory(Path.Combine(root, "target")).FullName);
        Unusable(link);
        string open = Directory.CreateDirectory(Path.Combine(root, "open")).FullName;
        System.IO.File.SetUnixFileMode(open, (UnixFileMode)0b111_111_111);
        Unusable(open);
        // A folder to which the user has no rights. Root has all rights, except in /proc.
        if (Directory.Exists("/proc/self")) Unusable("/proc/autodiff");
    }

    void Unusable(string folder)
    {
        warnings.Clear();
        var cache = Cache(folder: folder);
        for (int i = 0; i < 3; i++)
        {
            cache.Put(Key("a"), payload);
            Assert.Null(cache.Get(Key("a")));
        }
        Assert.Single(warnings);
    }

    [Fact]
    public void A_place_taken_by_a_folder_leaves_no_file_behind()
    {
        var cache = Cache();
        Directory.CreateDirectory(Path.Combine(File(Key("a")), "x"));
        cache.Put(Key("a"), payload);
        Assert.Null(cache.Get(Key("a")));
        Assert.Empty(Directory.GetFiles(Folder));
        Assert.Single(warnings);
    }

    [Fact]
    public void A_key_that_is_cut_short_is_made_anew_and_one_open_to_others_is_refused()
    {
        Cache().Put(Key("a"), payload);
        System.IO.File.WriteAllBytes(KeyFile, [1, 2, 3]);
        Assert.Null(Cache().Get(Key("a")));
        Assert.Single(warnings);
        var cache = Cache();
        cache.Put(Key("a"), payload);
        Assert.Equal(payload, cache.Get(Key("a")));
        if (OperatingSystem.IsWindows()) return;
        System.IO.File.SetUnixFileMode(KeyFile, (UnixFileMode)0b110_110_110);
        Assert.Null(Cache().Get(Key("a")));
        Assert.Equal(2, warnings.Count);
    }

    [Fact]
    public void Beyond_its_bound_what_was_used_longest_ago_goes()
    {
        var cache = Cache(3 * (payload.Length + 48));
        string[] programs = ["a", "b", "c"];
        for (int i = 0; i < programs.Length; i++)
        {
            cache.Put(Key(programs[i]), payload);
            System.IO.File.SetLastWriteTimeUtc(File(Key(programs[i])), DateTime.UtcNow.AddMinutes(i - 10));
        }
        Assert.NotNull(cache.Get(Key("a")));
        cache.Put(Key("d"), payload);
        Assert.Equal([true, false, true, true], ((string[])["a", "b", "c", "d"]).Select(p => System.IO.File.Exists(File(Key(p)))));
        Assert.Empty(warnings);
    }

    [Fact]
    public void Many_writers_at_once_leave_whole_entries_and_no_warning()
    {
        // Room for half of them, so that they also delete each other's entries.
        var caches = Enumerable.Range(0, 8).Select(_ => Cache(2 * (payload.Length + 48))).ToArray();
        var threads = caches.Select(cache => new Thread(() =>
        {
            for (int i = 0; i < 25; i++)
            {
                cache.Put(Key($"{i % 4}"), payload);
                if (cache.Get(Key($"{(i + 1) % 4}")) is { } found && !found.SequenceEqual(payload)) lock (warnings) warnings.Add("wrong bytes");
            }
        })).ToArray();
        foreach (var t in threads) t.Start();
        foreach (var t in threads) t.Join();
        Assert.Empty(warnings);
        Assert.Empty(Directory.GetFiles(Folder, "*.tmp"));
    }
}
