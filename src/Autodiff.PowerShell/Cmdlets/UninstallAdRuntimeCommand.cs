using System.Management.Automation;
using Autodiff.Backends.Xla.Runtime;

namespace Autodiff.PowerShell;

/// <summary>Removes plugins that Install-AdRuntime installed. A plugin that this process has loaded stays in use until the process ends.</summary>
[Cmdlet(VerbsLifecycle.Uninstall, "AdRuntime", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
public sealed class UninstallAdRuntimeCommand : AdCmdlet
{
    /// <summary>The library of the plugin. Default: all installed plugins.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true, HelpMessage = "The library of the plugin. Default: all installed plugins.")]
    public string? Path { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!Try(Path, Path, Records, out var records)) return;
        foreach (var record in records)
            if (ShouldProcess(record.Path, "Remove the PJRT plugin"))
                Try(record.Path, record, static r =>
                {
                    PluginInstaller.Uninstall(r);
                    return r;
                }, out _);
    }

    PluginRecord[] Records(string? path)
    {
        string? library = path is null ? null : FilePath.Literal(this, path);
        PluginRecord[] r = [.. PluginRecords.Read().Where(p => library is null || p.Path == library)];
        return r.Length > 0 || path is null ? r : throw new AdException($"Uninstall-AdRuntime: {path} is not installed; Get-AdRuntime -ListAvailable shows what is.", ErrorId.NotInstalled);
    }
}
