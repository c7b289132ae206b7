using System.Management.Automation;
using Autodiff.Backends.Xla.Runtime;

namespace Autodiff.PowerShell;

/// <summary>The PJRT plugin in use, and why; with -ListAvailable all that could be. Loads it, unless only a list is asked for.</summary>
[Cmdlet(VerbsCommon.Get, "AdRuntime"), OutputType(typeof(RuntimeInfo))]
public sealed class GetAdRuntimeCommand : AdCmdlet
{
    /// <summary>All plugins that there are, the first of which would be used; none is loaded.</summary>
    [Parameter(HelpMessage = "All plugins that there are; none is loaded.")]
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
