using System.Management.Automation;

namespace Autodiff.PowerShell;

/// <summary>The PJRT plugin in use and why it was chosen; with -ListAvailable all plugins found. It loads the plugin unless a list is requested.</summary>
[Cmdlet(VerbsCommon.Get, "AdRuntime"), OutputType(typeof(RuntimeInfo))]
public sealed class GetAdRuntimeCommand : AdCmdlet
{
    /// <summary>Lists all plugins found, the preferred one first, and loads none.</summary>
    [Parameter(HelpMessage = "Lists all plugins found and loads none.")]
    public SwitchParameter ListAvailable { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing() =>
        WriteObject(Do(null, () => ListAvailable ? AdRuntime.Available() : [AdRuntime.Load()]), enumerateCollection: true);
}
