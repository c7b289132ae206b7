using System.Management.Automation;
using Autodiff.Backends.Xla.Runtime;

namespace Autodiff.PowerShell;

/// <summary>Removes plugins that Install-AdRuntime has installed. One that this process has loaded stays in use until it ends.</summary>
[Cmdlet(VerbsLifecycle.Uninstall, "AdRuntime", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
public sealed class UninstallAdRuntimeCommand : AdCmdlet
{
    /// <summary>The library of the plugin; without it, every one that is installed.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true, HelpMessage = "The library of the plugin; without it, every one that is installed.")]
    public string? Path { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var records = Do(null, () => PluginRecords.Read().Where(r => Path is null || r.Path == GetUnresolvedProviderPathFromPSPath(Path)).ToArray());
        if (records.Length == 0 && Path is not null) Fail(Path, new($"Uninstall-AdRuntime: {Path} is not installed; Get-AdRuntime -ListAvailable shows what is.", ErrorId.NotInstalled));
        foreach (var record in records)
            if (ShouldProcess(record.Path, "Remove the PJRT plugin"))
                Do<object?>(record.Path, () =>
                {
                    PluginInstaller.Uninstall(record);
                    return null;
                });
    }
}
