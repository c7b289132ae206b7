using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Autodiff.Backends.Xla.Pjrt;
using Autodiff.Backends.Xla.Runtime;
using Autodiff.Core.Tests.Xla.Child;

namespace Autodiff.Core.Tests.Xla;

/// <summary>A file that is not a plugin, has been changed, or can be changed by others is refused before any of its code runs.</summary>
public sealed class LoadTests : IDisposable
{
    readonly string root = Directory.CreateTempSubdirectory("ad-load-").FullName;

    public void Dispose() => Directory.Delete(root, true);

    string Named(string name) => Path.Combine(root, name);

    /// <summary>A library of this system that is not a plugin.</summary>
    static string Foreign => Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "libSystem.Native.so");

    static AdException Refused(string path, string? hash = null) => Assert.Throws<AdException>(() => XlaRuntime.Load(new(path, "a test's", true, hash)));

    void Refused(string id, string text, string path, string? hash = null)
    {
        var e = Refused(path, hash);
        Assert.Equal(id, e.Id);
        Assert.Contains(text, e.Message, StringComparison.Ordinal);
        // The library is not mapped, so no constructor has run.
        Assert.DoesNotContain(File.ReadLines("/proc/self/maps"), line => line.Contains(root, StringComparison.Ordinal));
    }

    [LinuxFact]
    public void A_foreign_library_is_refused_before_its_constructors_run()
    {
        File.Copy(Foreign, Named("libpjrt.so"));
        Refused("InvalidPlugin", "GetPjrtApi", Named("libpjrt.so"));
    }

    [LinuxFact]
    public void A_library_cut_anywhere_is_refused()
    {
        byte[] whole = File.ReadAllBytes(Foreign);
        // The section table is at the end of the file. If it is cut off, the library is still complete for the loader, because its segments are.
        byte[] bare = [.. whole];
        bare.AsSpan(40, 8).Clear();
        bare.AsSpan(60, 2).Clear();
        foreach (byte[] library in (byte[][])[whole, bare])
            for (int i = 0; i < 16; i++)
            {
                File.WriteAllBytes(Named("cut.so"), library[..(library.Length * i / 20)]);
                Assert.Equal("InvalidPlugin", Refused(Named("cut.so")).Id);
            }
        byte[] arm = [.. whole];
        BinaryPrimitives.WriteUInt16LittleEndian(arm.AsSpan(18), 40);
        File.WriteAllBytes(Named("arm.so"), arm);
        Refused("InvalidPlugin", "another processor", Named("arm.so"));
    }

    [XlaFact]
    public void A_plugin_with_one_bit_changed_or_cut_is_refused()
    {
        string copy = Named("copy.so");
        File.Copy(XlaTests.Plugin, copy);
        string hash = PluginInstaller.Hash(copy);
        using (var file = File.Open(copy, FileMode.Open))
        {
            file.Position = file.Length / 3;
            int b = file.ReadByte();
            file.Position--;
            file.WriteByte((byte)(b ^ 1));
        }
        Refused("HashMismatch", "SHA-256", copy, hash);
        using (var file = File.Open(copy, FileMode.Open)) file.SetLength(file.Length / 2);
        Refused("InvalidPlugin", "is truncated", copy);
    }

    [LinuxFact]
    public void What_others_may_change_is_refused()
    {
        if (OperatingSystem.IsWindows()) return;
        string folder = Directory.CreateDirectory(Named("folder")).FullName, file = Path.Combine(folder, "a.so");
        File.Copy(Foreign, file);
        File.SetUnixFileMode(file, (UnixFileMode)0b110_100_110);
        Refused("UnsafeFolder", $"chmod go-w {file}", file);
        File.SetUnixFileMode(file, (UnixFileMode)0b110_100_100);
        foreach (int mode in (int[])[0b111_111_111, 0b111_111_101, 0b111_101_111])
        {
            File.SetUnixFileMode(folder, (UnixFileMode)mode);
            Refused("UnsafeFolder", $"chmod go-w {folder}", file);
        }
        // A link, or a folder further up, does not help either.
        File.CreateSymbolicLink(Named("link.so"), file);
        Refused("UnsafeFolder", folder, Named("link.so"));
        string deeper = Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "deeper")).FullName, "a.so");
        File.Copy(Foreign, deeper);
        Refused("UnsafeFolder", folder, deeper);
        // A sticky folder is like /tmp: others may add files but not replace them.
        File.SetUnixFileMode(folder, (UnixFileMode)0b001_111_111_111);
        Refused("InvalidPlugin", "GetPjrtApi", file);
        File.CreateSymbolicLink(Named("round"), Named("round"));
        Assert.Equal("PluginNotFound", Refused(Path.Combine(Named("round"), "a.so")).Id);
    }

    [LinuxFact]
    public void What_belongs_to_another_user_is_refused()
    {
        if (Environment.UserName != "root") return;
        string file = Named("a.so");
        File.Copy(Foreign, file);
        Assert.Equal(0, Chown(file, 12345, 12345));
        Refused("UnsafeFolder", "another user", file);
        Assert.Equal(0, Chown(file, 0, 0));
        Assert.Equal(0, Chown(root, 12345, 12345));
        Refused("UnsafeFolder", "another user", file);
    }

    [DllImport("libc", EntryPoint = "chown"), DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    static extern int Chown([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int user, int group);

    // The name is given to another file between the check and the load.
    [XlaFact]
    public void What_was_hashed_is_what_is_loaded()
    {
        File.CreateSymbolicLink(Named("link.so"), XlaTests.Plugin);
        var file = PjrtPlugin.Open(Named("link.so"));
        File.Delete(Named("link.so"));
        File.Copy(Foreign, Named("link.so"));
        Assert.Equal(PluginInstaller.Hash(XlaTests.Plugin), file.Sha256);
        Assert.Equal(PluginInstaller.Hash(XlaTests.Plugin), PluginInstaller.Hash(file.LoadPath));
        Assert.Same(XlaPlugin.Client.Api, PjrtPlugin.Load(file));
    }

    [XlaTheory]
    [InlineData("garbage", "is not a flag")]
    [InlineData("-", "is not a flag")]
    [InlineData("--xla_nonsense=1", "is not a flag")]
    [InlineData("--xla_cpu_multi_thread_eigen false", "'false', which is not a flag")]
    [InlineData("--xla_cpu_enable_fast_math=banana", "needs true or false")]
    [InlineData("--xla_force_host_platform_device_count=x", "needs a whole number")]
    [InlineData("--xla_dump_to", "needs a value")]
    [InlineData(" --xla_cpu_enable_fast_min_max=false\t--xla_backend_optimization_level=1 ", null)]
    public void Flags_that_would_end_the_process_are_refused(string flags, string? text)
    {
        var child = ChildProcess.Run(root, ["compute"], ("XLA_FLAGS", flags), ("AUTODIFF_PJRT_PLUGIN", XlaTests.Plugin));
        Assert.Equal((text is null ? 0 : 3, ""), (child.ExitCode, child.Error));
        Assert.Contains(text ?? "9", child.Output, StringComparison.Ordinal);
    }

    // Changes of the environment in a script do not reach native code by themselves. The cure that the error names must.
    [XlaFact]
    public void Flags_are_those_that_the_script_has_set()
    {
        var child = ChildProcess.Run(root, ["compute", "XLA_FLAGS"], ("XLA_FLAGS", "--xla_nonsense=1"), ("AUTODIFF_PJRT_PLUGIN", XlaTests.Plugin));
        Assert.Equal((0, "9\n", ""), (child.ExitCode, child.Output, child.Error));
    }

    // A relative name in the variable, and files in the current folder and on the loader's path: none of them is even opened.
    [LinuxFact]
    public void Planted_libraries_are_not_loaded()
    {
        foreach (string name in (string[])["libpjrt.so", "pjrt_c_api_cpu_plugin.so"]) File.Copy(Foreign, Named(name));
        foreach (string name in (string[])["libpjrt.so", "./libpjrt.so"])
        {
            var child = ChildProcess.Run(root, ["compute"], ("LD_LIBRARY_PATH", root), ("AUTODIFF_PJRT_PLUGIN", name));
            Assert.Equal((3, ""), (child.ExitCode, child.Error));
            Assert.Contains("absolute path", child.Output, StringComparison.Ordinal);
        }
        var none = ChildProcess.Run(root, ["compute"], ("LD_LIBRARY_PATH", root), ("AUTODIFF_PJRT_PLUGIN", null), ("PJRT_NAMES_AND_LIBRARY_PATHS", "cpu:libpjrt.so"), ("HOME", root), ("VIRTUAL_ENV", null));
        Assert.Equal(3, none.ExitCode);
        Assert.DoesNotContain(root, none.Output, StringComparison.Ordinal);
    }
}
