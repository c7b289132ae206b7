using Autodiff.Backends.Xla.Runtime;
using Autodiff.Core.Tests.Xla.Child;
using static Autodiff.Core.Tests.Xla.TestArchive;

namespace Autodiff.Core.Tests.Xla;

/// <summary>Installers of several processes run at once and are killed. The next one finds everything complete, and removes what they left.</summary>
public sealed class InstallerFaultTests : IDisposable
{
    readonly string root = Directory.CreateTempSubdirectory("ad-install-").FullName;

    public void Dispose() => Directory.Delete(root, true);

    [Fact]
    public void Installers_that_are_killed_leave_a_plugin_whole_and_nothing_else()
    {
        // Some megabytes, so that they are killed while they write.
        byte[] library = [.. Elf(), .. new byte[8 << 20]];
        string file = Path.Combine(root, "p.whl");
        File.WriteAllBytes(file, Zip([(Library, library)]));
        var random = new Random(3);
        for (int round = 0; round < 2; round++)
        {
            var installers = Enumerable.Range(0, 3).Select(_ => ChildProcess.Start(root, ["install", file])).ToArray();
            try
            {
                foreach (var i in installers) Assert.Equal("ready", i.StandardOutput.ReadLine());
                Thread.Sleep(300);
                foreach (var i in installers)
                {
                    Thread.Sleep(random.Next(60));
                    i.Kill();
                    i.WaitForExit();
                    Assert.Equal((137, "", ""), (i.ExitCode, i.StandardOutput.ReadToEnd(), i.StandardError.ReadToEnd()));
                }
            }
            finally
            {
                foreach (var i in installers) i.Kill();
            }
        }
        var last = ChildProcess.Run(root, ["install", file, "once"]);
        Assert.Equal((0, ""), (last.ExitCode, last.Error));
        string data = Path.Combine(root, "data", "autodiff"), installed = Assert.Single(Directory.GetFiles(data, "*.so", SearchOption.AllDirectories));
        Assert.Equal(library, File.ReadAllBytes(installed));
        Assert.Single(Directory.GetFileSystemEntries(Path.Combine(data, "plugins")));
        string record = File.ReadAllText(Path.Combine(data, "plugins.json"));
        Assert.Contains(installed, record, StringComparison.Ordinal);
        Assert.Contains(PluginInstaller.Hash(installed), record, StringComparison.Ordinal);
    }
}
