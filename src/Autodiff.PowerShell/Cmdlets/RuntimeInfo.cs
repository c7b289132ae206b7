namespace Autodiff.PowerShell;

/// <summary>A PJRT plugin, the output of Get-AdRuntime.</summary>
/// <param name="Path">The path of its library.</param>
/// <param name="Sha256">The hash of the library; null if none is recorded and it is not loaded.</param>
/// <param name="Why">The reason why it was chosen.</param>
/// <param name="IsLoaded">Whether this process uses it.</param>
/// <param name="Api">The version of its PJRT API, if it is loaded.</param>
/// <param name="Platform">The platform that it runs on, if it is loaded.</param>
/// <param name="PlatformVersion">The version of the plugin, if it is loaded.</param>
/// <param name="StableHlo">The versions of StableHLO that it reads, if it reports them.</param>
/// <param name="StoppedCalls">The number of calls that were stopped with Ctrl+C and still run, because XLA cannot end a call.</param>
public sealed record RuntimeInfo(string Path, string? Sha256, string Why, bool IsLoaded, string? Api = null, string? Platform = null, string? PlatformVersion = null, string? StableHlo = null, int StoppedCalls = 0);

/// <summary>A device, the output of Get-AdDevice.</summary>
/// <param name="Name">The name for -Device, such as cpu:0.</param>
/// <param name="Kind">The vendor's name of the device.</param>
/// <param name="Id">The number of the device in the plugin.</param>
public sealed record DeviceInfo(string Name, string Kind, int Id);
