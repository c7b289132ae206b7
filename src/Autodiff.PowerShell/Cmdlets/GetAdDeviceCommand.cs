using System.Management.Automation;
using Autodiff.Backends.Xla.Runtime;

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
        var client = Do(null, XlaRuntime.Get).Client;
        for (int i = 0; i < client.Devices.Length; i++) WriteObject(new DeviceInfo($"{client.PlatformName}:{i}", client.Devices[i].Kind, client.Devices[i].Id));
    }
}
