using System.Management.Automation;

namespace Autodiff.PowerShell;

/// <summary>The devices of the PJRT plugin in use.</summary>
[Cmdlet(VerbsCommon.Get, "AdDevice"), OutputType(typeof(DeviceInfo))]
public sealed class GetAdDeviceCommand : AdCmdlet
{
    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        // The caller will use a device soon.
        WarmUp.Start();
        WriteObject(Do(null, AdRuntime.Devices), enumerateCollection: true);
    }
}
