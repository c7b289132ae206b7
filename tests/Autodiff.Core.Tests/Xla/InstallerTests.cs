using System.Formats.Tar;
using System.IO.Compression;
using Autodiff.Backends.Xla.Cache;
using Autodiff.Backends.Xla.Pjrt;
using Autodiff.Backends.Xla.Runtime;
using static Autodiff.Core.Tests.Xla.TestArchive;

namespace Autodiff.Core.Tests.Xla;

/// <summary>A file is installed completely or not at all, and nothing is written outside the user's folders, which belong to the test.</summary>
public sealed class InstallerTests : IDisposable
{
    readonly string root = Directory.CreateTempSubdirectory("ad-install-").FullName;
    readonly string?[] before;
    static readonly string[] variables = ["XDG_DATA_HOME", "XDG_CACHE_HOME", "AUTODIFF_CACHE"];

    public InstallerTests()
    {
        before = Array.ConvertAll(variables, Environment.GetEnvironmentVariable);
        Environment.SetEnvironmentVariable("XDG_DATA_HOME", Directory.CreateDirectory(Path.Combine(root, "data")).FullName);
        Environment.SetEnvironmentVariable("XDG_CACHE_HOME", Directory.CreateDirectory(Path.Combine(root, "cache")).FullName);
    }

    public void Dispose()
    {
        for (int i = 0; i < variables.Length; i++) Environment.SetEnvironmentVariable(variables[i], before[i]);
        Directory.Delete(root, true);
    }

    static string Plugins => Path.Combine(UserFolder.Data, "plugins");

    static string RecordFile => Path.Combine(UserFolder.Data, "plugins.json");

    string Write(byte[] data, string name = "p.zip")
    {
        string path = Path.Combine(root, name);
        File.WriteAllBytes(path, data);
        return path;
    }

    PluginRecord Install(byte[] data, string name = "p.zip")
    {
        string path = Write(data, name);
        return PluginInstaller.Install(path, PluginInstaller.Hash(path), "a test");
    }

    void Refused(byte[] data, string text, string name = "p.zip")
    {
        var e = Assert.Throws<AdException>(() => Install(data, name));
        Assert.Contains(text, e.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(Plugins));
        Assert.Empty(PluginRecords.Read());
    }

    static byte[] Tar(params (string Name, byte[] Data)[] files)
    {
        using var to = new MemoryStream();
        using (var gzip = new GZipStream(to, CompressionLevel.Fastest, true))
        using (var tar = new TarWriter(gzip))
            foreach (var (name, data) in files) tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(data) });
        return to.ToArray();
    }

    [Fact]
    public void A_wheel_a_tar_and_a_library_are_installed_and_uninstalled()
    {
        PluginRecord[] records = [Install(Zip([(Library, Elf(1))]), "p.whl"), Install(Tar((Library, Elf(2))), "p.tar.gz"), Install(Elf(3), "my_pjrt.so")];
        for (byte i = 0; i < 3; i++) Assert.Equal(Elf((byte)(i + 1)), File.ReadAllBytes(records[i].Path));
        Assert.Equal(records.Select(r => r.Path).Order(), PluginRecords.Read().Select(r => r.Path).Order());
        foreach (var r in records) PluginInstaller.Uninstall(r);
        Assert.Empty(Directory.GetFileSystemEntries(Plugins));
        Assert.Empty(PluginRecords.Read());
    }

    [Theory]
    [InlineData("../evil")]
    [InlineData("a/../../evil")]
    [InlineData("/evil")]
    [InlineData("a\\evil")]
    [InlineData("C:evil")]
    [InlineData("a\0b")]
    [InlineData("\\\\host\\share\\evil")]
    [InlineData("a/NUL.so")]
    [InlineData("com1")]
    [InlineData("")]
    public void A_name_that_leads_out_condemns_the_archive(string name)
    {
        if (name.Length > 0) Refused(Zip(name), "outside its folder");
        if (name.Length > 0 && !name.Contains('\0', StringComparison.Ordinal)) Refused(Tar((Library, Elf()), (name, [1])), "outside its folder", "p.tar.gz");
        Assert.False(File.Exists(Path.Combine(root, "evil")));
    }

    [Fact]
    public void Archives_that_say_two_things_are_refused()
    {
        Refused(Zip(new string('a', 4096)), "outside its folder");
        Refused(Zip("x", "x"), "two entries");
        Refused(Zip(Library.ToUpperInvariant()), "two entries");
        Refused(Zip("other/second_pjrt.so"), "several plugins");
        Refused(Tar((Library, Elf()), ("other/second_pjrt.so", Elf())), "several plugins", "p.tar.gz");
        Refused(Zip([("readme", [1])]), "no PJRT plugin");
        Refused(Tar(("readme", [1])), "no PJRT plugin", "p.tgz");
        Refused(Zip([(Library, [])]), "0 bytes");
        Refused(Patch(Zip(), Central, 24, 1, 0, 0, 0), "contains more bytes than it declares");
        Refused(Patch(Zip(), Central, 42, 1, 0, 0, 0), "is damaged");
        Refused([], "is damaged");
        Refused([1, 2, 3], "is damaged", "p.tar.gz");
    }

    [Fact]
    public void An_archive_that_is_cut_anywhere_is_refused()
    {
        byte[] zip = Zip([(Library, Elf())]);
        for (int n = 0; n < zip.Length; n += 7) Refused(zip[..n], "is damaged");
        byte[] tar = Tar((Library, Elf()));
        for (int n = 0; n < tar.Length / 2; n += 7) Assert.Throws<AdException>(() => Install(tar[..n], "p.tar.gz"));
    }

    // Its hash has been checked, so that whoever vouches for it vouches for each of its bytes; but nothing else than an error may come of it.
    [Theory, InlineData("p.zip"), InlineData("p.tar.gz")]
    public void An_archive_with_any_byte_changed_is_unpacked_or_refused(string name)
    {
        byte[] archive = name == "p.zip" ? Zip("readme") : Tar((Library, Elf()), ("readme", [1]));
        int refused = 0;
        for (int i = 0; i < archive.Length; i++)
            foreach (byte mask in (byte[])[1, 0x80, 0xFF])
            {
                byte[] changed = [.. archive];
                changed[i] ^= mask;
                try
                {
                    Archive.Extract(name, new MemoryStream(changed), new MemoryStream());
                }
                catch (AdException e)
                {
                    Assert.Equal("InvalidArchive", e.Id);
                    refused++;
                }
            }
        Assert.InRange(refused, archive.Length / 2, 3 * archive.Length);
    }

    [Fact]
    public void What_is_no_library_of_this_machine_is_refused()
    {
        if (!OperatingSystem.IsLinux()) return;
        Refused([], "is not a library", "a_pjrt.so");
        Refused(new byte[100], "is not a library", "a_pjrt.so");
        Refused(Elf()[..63], "is not a library", "a_pjrt.so");
        byte[] other = Elf(), narrow = Elf(), cut = Elf(), far = Elf();
        other[18] = 8;
        narrow[4] = 1;
        (cut[40], cut[58], cut[60]) = (64, 64, 2);
        BitConverter.GetBytes(long.MaxValue).CopyTo(far, 40);
        (far[58], far[60]) = (64, 2);
        Refused(other, "another processor", "a_pjrt.so");
        Refused(narrow, "64-bit", "a_pjrt.so");
        Refused(cut, "truncated", "a_pjrt.so");
        Refused(far, "truncated", "a_pjrt.so");
        Assert.Contains("absolute", Assert.Throws<AdException>(() => PjrtPlugin.Open("a_pjrt.so")).Message, StringComparison.Ordinal);
        Assert.Contains("none.so", Assert.Throws<AdException>(() => PjrtPlugin.Open(Path.Combine(root, "none.so"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_hash_is_refused_before_anything_is_touched()
    {
        string path = Write(Zip());
        var e = Assert.Throws<AdException>(() => PluginInstaller.Install(path, new('0', 64), "a test"));
        Assert.Equal("HashMismatch", e.Id);
        Assert.False(Directory.Exists(UserFolder.Data));
    }

    [Fact]
    public void Installers_at_once_all_succeed()
    {
        string[] paths = [.. Enumerable.Range(0, 6).Select(i => Write(Zip([(Library, Elf((byte)(i / 2)))]), $"p{i}.zip"))];
        var records = new PluginRecord[paths.Length];
        var threads = paths.Select((p, i) => new Thread(() => records[i] = PluginInstaller.Install(p, PluginInstaller.Hash(p), "a test"))).ToArray();
        foreach (var t in threads) t.Start();
        foreach (var t in threads) t.Join();
        Assert.All(records, r => Assert.Equal(r.Sha256, PluginInstaller.Hash(r.Path)));
        Assert.Equal(3, PluginRecords.Read().Count);
        Assert.Equal(3, Directory.GetFileSystemEntries(Plugins).Length);
    }

    [Fact]
    public void A_library_that_was_changed_is_mended_and_the_same_one_may_have_two_names()
    {
        var record = Install(Zip());
        File.WriteAllBytes(record.Path, [1]);
        Assert.Equal(record, Install(Zip()));
        Assert.Equal(Elf(), File.ReadAllBytes(record.Path));
        var other = Install(Elf(), "other_pjrt.so");
        PluginInstaller.Uninstall(record);
        Assert.True(File.Exists(other.Path));
        Assert.Equal([other], PluginRecords.Read());
    }

    [Fact]
    public void What_a_killed_installer_left_is_removed_and_what_one_at_work_has_is_not()
    {
        Install(Zip());
        string Stage(string name)
        {
            string folder = Directory.CreateDirectory(Path.Combine(Plugins, name)).FullName;
            File.WriteAllBytes(Path.Combine(folder, "library"), [1]);
            return folder;
        }
        string dead = Stage("staged-1"), atWork = Stage("staged-2");
        File.WriteAllBytes(dead + ".alive", []);
        using var alive = new FileStream(atWork + ".alive", FileMode.CreateNew, FileAccess.Write, FileShare.None);
        Install(Zip());
        Assert.False(Directory.Exists(dead) || File.Exists(dead + ".alive"));
        Assert.True(Directory.Exists(atWork) && File.Exists(atWork + ".alive"));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[null]")]
    [InlineData("[{}]")]
    [InlineData("[{\"Path\":\"/x\"}]")]
    public void A_damaged_record_is_refused_with_its_cure(string text)
    {
        Install(Zip());
        File.WriteAllText(RecordFile, text);
        var e = Assert.Throws<AdException>(() => PluginRecords.Read());
        Assert.Equal("InvalidRecord", e.Id);
        Assert.Contains("AdRuntime.Install", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_or_folder_that_others_may_write_to_is_refused()
    {
        if (OperatingSystem.IsWindows()) return;
        Install(Zip());
        File.SetUnixFileMode(RecordFile, (UnixFileMode)0b110_110_100);
        Assert.Contains("chmod go-w", Assert.Throws<AdException>(() => PluginRecords.Read()).Message, StringComparison.Ordinal);
        File.Move(RecordFile, Path.Combine(root, "elsewhere"));
        File.CreateSymbolicLink(RecordFile, Path.Combine(root, "elsewhere"));
        Assert.Contains("link", Assert.Throws<AdException>(() => PluginRecords.Read()).Message, StringComparison.Ordinal);
        File.Delete(RecordFile);
        File.SetUnixFileMode(Plugins, (UnixFileMode)0b111_111_111);
        Assert.Equal("UnsafeFolder", Assert.Throws<AdException>(() => Install(Zip())).Id);
    }

    [Fact]
    public void A_forged_record_deletes_nothing_outside()
    {
        var record = Install(Zip());
        string mine = Path.Combine(Directory.CreateDirectory(Path.Combine(root, "mine")).FullName, "file");
        File.WriteAllText(mine, "");
        string[] forged = [mine, Path.Combine(Plugins, "..", "..", "..", "mine", "file"), Path.Combine(Plugins, record.Sha256, "..", "x"), Path.Combine(Plugins, "file"), ""];
        foreach (string path in forged)
            foreach (string hash in (string[])[record.Sha256, "..", "../../../mine", ""])
                PluginInstaller.Uninstall(new(path, hash, "forged"));
        Assert.True(File.Exists(mine));
        Assert.True(File.Exists(record.Path));
        if (OperatingSystem.IsWindows()) return;
        string link = Path.Combine(Plugins, new string('a', 64));
        Directory.CreateSymbolicLink(link, Path.GetDirectoryName(mine)!);
        Assert.Throws<AdException>(() => PluginInstaller.Uninstall(new(Path.Combine(link, "file"), new('a', 64), "forged")));
        Assert.True(File.Exists(mine));
    }

    [Fact]
    public void The_cache_is_in_the_users_folder_and_off_where_the_user_says()
    {
        Environment.SetEnvironmentVariable("AUTODIFF_CACHE", null);
        var key = CacheKey.Of("a"u8, []);
        ExecutableCache.OfUser()!.Put(key, [1]);
        Assert.True(File.Exists(Path.Combine(root, "cache", "autodiff", "xla", key + ".adx")));
        Environment.SetEnvironmentVariable("AUTODIFF_CACHE", "OFF");
        Assert.Null(ExecutableCache.OfUser());
    }
}
