using System.Diagnostics;
using Autodiff.Backends.Xla.Cache;
using Autodiff.Core.Tests.Xla.Child;

namespace Autodiff.Core.Tests.Xla;

/// <summary>The cache of executables, if processes are killed while they write to it, or its disk is full or read-only.</summary>
public sealed class CacheFaultTests : IDisposable
{
    readonly string root = Directory.CreateTempSubdirectory("ad-cachefault-").FullName;
    readonly List<string> warnings = [];

    public void Dispose() => Directory.Delete(root, true);

    ExecutableCache Cache(string? folder = null) => new(folder ?? Path.Combine(root, "xla"), Path.Combine(root, "own", "cache.key"), ChildProgram.CacheCapacity, warnings.Add);

    [Fact]
    public void Writers_that_are_killed_leave_whole_entries_or_none()
    {
        var random = new Random(5);
        var writers = new List<Process>();
        try
        {
            for (int i = 0; i < 8; i++) writers.Add(ChildProcess.Start(root, ["cache", root, $"{i}"]));
            for (int i = 0; i < 100 && !Directory.Exists(Path.Combine(root, "xla")); i++) Thread.Sleep(50);
            while (writers.Count > 0)
            {
                Thread.Sleep(random.Next(200));
                var w = writers[random.Next(writers.Count)];
                w.Kill();
                w.WaitForExit();
                // No wrong entry and no warning.
                Assert.Equal((137, "", ""), (w.ExitCode, w.StandardOutput.ReadToEnd(), w.StandardError.ReadToEnd()));
                writers.Remove(w);
                w.Dispose();
            }
        }
        finally
        {
            foreach (var w in writers) w.Kill();
        }
        var cache = Cache();
        int found = 0;
        for (int n = 0; n < ChildProgram.CacheKeys; n++)
            if (cache.Get(ChildProgram.CacheKeyOf(n)) is { } entry)
            {
                Assert.Equal(ChildProgram.CacheEntryOf(n), entry);
                found++;
            }
        Assert.True(found > 0);
        Assert.Empty(warnings);
        Assert.True(Directory.GetFiles(Path.Combine(root, "xla"), "*.adx").Sum(f => new FileInfo(f).Length) <= ChildProgram.CacheCapacity + ChildProgram.CacheEntryOf(ChildProgram.CacheKeys).Length);
    }

    // A disk of one MiB. The test needs the right to mount one.
    [LinuxFact]
    public void A_disk_that_is_full_or_read_only_costs_one_warning_and_leaves_nothing_half()
    {
        string disk = Directory.CreateDirectory(Path.Combine(root, "disk")).FullName;
        if (Environment.UserName != "root" || !Run("mount", "-t", "tmpfs", "-o", "size=1m,mode=700", "tmpfs", disk)) return;
        try
        {
            string folder = Path.Combine(disk, "xla");
            var cache = Cache(folder);
            byte[] large = new byte[600_000];
            cache.Put(ChildProgram.CacheKeyOf(0), large);
            Assert.Empty(warnings);
            for (int i = 1; i < 4; i++)
            {
                cache.Put(ChildProgram.CacheKeyOf(i), large);
                Assert.Null(cache.Get(ChildProgram.CacheKeyOf(i)));
            }
            Assert.Equal(large, cache.Get(ChildProgram.CacheKeyOf(0)));
            Assert.Single(warnings);
            Assert.Single(Directory.GetFiles(folder));

            Assert.True(Run("mount", "-o", "remount,ro", disk));
            warnings.Clear();
            cache = Cache(folder);
            cache.Put(ChildProgram.CacheKeyOf(1), [1]);
            Assert.Equal(large, cache.Get(ChildProgram.CacheKeyOf(0)));
            Assert.Single(warnings);
        }
        finally
        {
            Run("umount", disk);
        }
    }

    static bool Run(string program, params string[] arguments)
    {
        using var p = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        p.WaitForExit();
        return p.ExitCode == 0;
    }
}
