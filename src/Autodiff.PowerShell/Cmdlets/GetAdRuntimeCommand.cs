using System.Management.Automation;
using Autodiff.Backends.Xla.Runtime;

namespace Autodiff.PowerShell;

/// <summary>The PJRT plugin in use and why it was chosen; with -ListAvailable all plugins found. It loads the plugin unless a list is requested.</summary>
[Cmdlet(VerbsCommon.Get, "AdRuntime"), OutputType(typeof(RuntimeInfo))]
public sealed class GetAdRuntimeCommand : AdCmdlet
{
    /// <summary>Lists all plugins found, the preferred one first, and loads none.</summary>
    [Parameter(HelpMessage = "Lists all plugins found and loads none.")]
    public SwitchParameter ListAvailable { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (ListAvailable)
        {
            foreach (var c in Do(null, () => PluginLocator.Candidates(null).ToArray())) WriteObject(new RuntimeInfo(c.Path, c.Sha256, c.Why, IsLoaded: false));
            return;
        }
        var r = Do(null, XlaRuntime.Get);
        WriteObject(new RuntimeInfo(r.Choice.Path, r.Sha256, r.Choice.Why, IsLoaded: true, $"{r.Client.Api.Major}.{r.Client.Api.Minor}", r.Client.PlatformName, r.Client.PlatformVersion, r.StableHloVersions, Interruption.Abandoned));
    }
}
