namespace Autodiff.PowerShell;

/// <summary>A PJRT plugin, as Get-AdRuntime shows it.</summary>
/// <param name="Path">Its library.</param>
/// <param name="Sha256">The library's hash, null where none is recorded and it is not loaded.</param>
/// <param name="Why">How it was found.</param>
/// <param name="IsLoaded">Whether it is the one that this process uses.</param>
/// <param name="Api">The version of its PJRT API, once it is loaded.</param>
/// <param name="Platform">What it runs on, once it is loaded.</param>
/// <param name="PlatformVersion">The plugin's own version, once it is loaded.</param>
/// <param name="StableHlo">The versions of StableHLO that it reads, where it says.</param>
/// <param name="StoppedCalls">How many calls were stopped with Ctrl+C and go on nonetheless: XLA has no way to end one.</param>
public sealed record RuntimeInfo(string Path, string? Sha256, string Why, bool IsLoaded, string? Api = null, string? Platform = null, string? PlatformVersion = null, string? StableHlo = null, int StoppedCalls = 0);

/// <summary>A device, as Get-AdDevice shows it.</summary>
/// <param name="Name">What -Device takes: cpu:0.</param>
/// <param name="Kind">The maker's name for it.</param>
/// <param name="Id">Its number in the plugin.</param>
public sealed record DeviceInfo(string Name, string Kind, int Id);
