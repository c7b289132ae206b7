using Autodiff.Shell;

namespace Autodiff.PowerShell.Tests.Shell;

public sealed class ModuleManifestTests : IDisposable
{
    readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("autodiff");

    public void Dispose() => _root.Delete(recursive: true);

    [Fact]
    public void A_manifest_is_found_above_a_folder()
    {
        var manifest = Write("Autodiff.psd1");
        Write("bin", "Autodiff.PowerShell.dll");
        var nested = _root.CreateSubdirectory("src").CreateSubdirectory("bin").FullName;

        Assert.True(ModuleManifest.TryFind([nested], out var found, out _));
        Assert.Equal(manifest, found);
    }

    [Fact]
    public void An_unbuilt_module_gives_the_command_that_builds_it()
    {
        Write("Autodiff.psd1");

        Assert.False(ModuleManifest.TryFind([_root.FullName], out _, out var problem));
        Assert.Contains(Path.Combine(_root.FullName, "bin", "Autodiff.PowerShell.dll"), problem, StringComparison.Ordinal);
        Assert.Contains($"dotnet build -c Release \"{_root.FullName}\"", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_manifest_gives_the_folders_that_were_searched()
    {
        Assert.False(ModuleManifest.TryFind([_root.FullName], out _, out var problem));
        Assert.Contains($"There is no Autodiff.psd1 in {_root.FullName}", problem, StringComparison.Ordinal);
    }

    string Write(params string[] path)
    {
        var full = Path.Combine([_root.FullName, .. path]);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, "");
        return full;
    }
}
