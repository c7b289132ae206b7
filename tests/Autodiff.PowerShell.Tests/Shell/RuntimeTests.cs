using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Autodiff.PowerShell.Tests.Shell;

/// <summary>The commands that look after XLA's plugin, and a script that ends while XLA computes.</summary>
public sealed class RuntimeTests : IDisposable
{
    readonly DirectoryInfo home = Directory.CreateTempSubdirectory("autodiff-runtime-");

    public void Dispose() => home.Delete(recursive: true);

    string PathOf(string name) => Path.Combine(home.FullName, name);

    async Task<ShellProcess> Run(string script)
    {
        await File.WriteAllTextAsync(PathOf("script.ps1"), script);
        return await ShellProcess.Run([PathOf("script.ps1")], "", ("XDG_DATA_HOME", PathOf("data")), ("XDG_CACHE_HOME", PathOf("cache")), ("AUTODIFF_PJRT_PLUGIN", XlaTests.Plugin), ("HOME", home.FullName));
    }

    [Fact]
    public async Task A_library_is_installed_listed_and_uninstalled_and_WhatIf_touches_nothing()
    {
        if (!OperatingSystem.IsLinux()) return;
        string library = PathOf("my_pjrt.so");
        File.Copy(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "libSystem.Native.so"), library);
        string hash = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(library)));
        var run = await Run($$"""
            function Show($what, $block) { try { "$what`: $(& $block)" } catch { "$what`: $($_.FullyQualifiedErrorId.Split(',')[0])" } }
            function Installed { @(Get-AdRuntime -ListAvailable).Where({ $_.Why -like 'installed*' }).Sha256 }
            $env:AUTODIFF_PJRT_PLUGIN = ''
            Show 'what if' { Install-AdRuntime -Path '{{library}}' -Sha256 {{hash}} -WhatIf; [IO.Directory]::Exists('{{PathOf("data")}}') }
            Show 'unknown' { Install-AdRuntime -Path '{{library}}' }
            Show 'wrong hash' { Install-AdRuntime -Path '{{library}}' -Sha256 ('0' * 64) }
            Show 'no hash' { Install-AdRuntime -Path '{{library}}' -Sha256 abc }
            Show 'no file' { Install-AdRuntime -Path '{{library}}.none' }
            Show 'http' { Install-AdRuntime -Uri 'http://example.com/my_pjrt.so' -Sha256 {{hash}} }
            Show 'nothing yet' { [IO.Directory]::Exists('{{PathOf("data")}}') }
            Show 'installed' { (Install-AdRuntime -Path '{{library}}' -Sha256 {{hash}}).Sha256; Installed }
            Show 'no plugin' { Get-AdRuntime }
            Show 'what if' { Uninstall-AdRuntime -WhatIf; Installed }
            Show 'uninstalled' { Uninstall-AdRuntime; Installed }
            """);

        Assert.Equal(0, run.ExitCode);
        string[] expected = ["what if: False", "unknown: UnknownPlugin", "wrong hash: HashMismatch", "no hash: ParameterArgumentValidationError", "no file: PathNotFound", "http: InsecureUri", "nothing yet: False", $"installed: {hash} {hash}", "no plugin: InvalidPlugin", $"what if: {hash}", "uninstalled: "];
        Assert.Equal(expected, run.Output.Split('\n').Where(line => line.Length > 0 && !line.StartsWith("What if:", StringComparison.Ordinal)));
    }

    // The plugin is loaded meanwhile, so what is missing is known when there is a program to compile.
    [Fact]
    public async Task Where_the_plugin_cannot_be_loaded_each_call_says_so_and_the_module_goes_on()
    {
        var run = await Run($$"""
            $env:AUTODIFF_PJRT_PLUGIN = '{{PathOf("none.so")}}'
            $env:AUTODIFF_BACKEND = 'Xla'
            Import-Module '{{Path.Combine(PowerShellSession.Repository, "Autodiff.psd1")}}' -Force
            $f = New-AdFunction { param($x) $x * $x }
            foreach ($i in 1, 2) { try { 3.0, 4.0 | Invoke-AdCompiled $f } catch { $_.FullyQualifiedErrorId.Split(',')[0] } }
            try { $f.Compile('Xla') } catch { $_.Exception.GetBaseException().Id }
            3.0, 4.0 | Invoke-AdCompiled $f -Backend Managed
            """);

        Assert.Equal((0, "PluginNotFound PluginNotFound PluginNotFound 9 16"), (run.ExitCode, string.Join(' ', run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries))));
    }

    [XlaFact]
    public async Task A_script_may_end_while_XLA_computes()
    {
        var run = await Run("""
            $f = New-AdFunction { param($x) foreach ($i in 1..60) { $x = [Ad]::Tanh([Ad]::MatMul($x, $x)) }; $x }
            $x = [Ad]::RandomNormal([Ad]::RandomKey(0), @(300, 300), 'f32')
            foreach ($i in 1..8) { $y = Invoke-AdCompiled $f $x -Backend Xla }
            exit 7
            """);

        Assert.Equal((7, "", ""), (run.ExitCode, run.Output, run.Error));
    }
}
