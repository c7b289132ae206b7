using System.Management.Automation;

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
        if (!Try(Path, Path, Installed, out var records)) return;
        foreach (var record in records)
            if (ShouldProcess(record.Path, "Remove the PJRT plugin"))
                Try(record.Path, record, static r =>
                {
                    AdRuntime.Uninstall(r.Path);
                    return r;
                }, out _);
    }

    RuntimeInfo[] Installed(string? path)
    {
        string? library = path is null ? null : FilePath.Literal(this, path);
        RuntimeInfo[] r = [.. AdRuntime.Installed().Where(p => library is null || p.Path == library)];
        return r.Length > 0 || path is null ? r : throw new AdException($"{path} is not an installed plugin. Get-AdRuntime -ListAvailable lists them.", ErrorId.NotInstalled);
    }
}
