using System.Management.Automation;

namespace Autodiff.PowerShell;

/// <summary>
/// Installs a PJRT plugin, which runs functions on XLA: from a wheel, archive or library, from an address, or with the user's pip. The hash is checked before anything is
/// unpacked.
/// </summary>
[Cmdlet(VerbsLifecycle.Install, "AdRuntime", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, DefaultParameterSetName = "Pip"), OutputType(typeof(RuntimeInfo))]
public sealed class InstallAdRuntimeCommand : AdCmdlet
{
    /// <summary>A plugin as a wheel, zip, tar.gz or library. Wildcards may match one file.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Path", HelpMessage = "A plugin as a wheel, zip, tar.gz or library.")]
    [SupportsWildcards]
    public string Path { get; set; } = "";

    /// <summary>Such a file; wildcards are not expanded.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "LiteralPath", ValueFromPipelineByPropertyName = true, HelpMessage = "Such a file; wildcards are not expanded."), Alias("PSPath", "FullName")]
    public string LiteralPath { get; set; } = "";

    /// <summary>The https address of such a file.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Uri", HelpMessage = "The https address of such a file.")]
    public Uri Uri { get; set; } = null!;

    /// <summary>The SHA-256 of the file. It may be omitted for a file that Autodiff knows.</summary>
    [Parameter(ParameterSetName = "Path", HelpMessage = "The SHA-256 of the file."), Parameter(ParameterSetName = "LiteralPath", HelpMessage = "The SHA-256 of the file."), Parameter(Mandatory = true, ParameterSetName = "Uri", HelpMessage = "The SHA-256 of the file.")]
    [ValidatePattern("^[0-9a-fA-F]{64}$")]
    public string? Sha256 { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        string what = ParameterSetName switch { "Path" => Path, "LiteralPath" => LiteralPath, "Uri" => Uri.ToString(), _ => AdRuntime.Package };
        if (!ShouldProcess(what, "Install as a PJRT plugin (native code)")) return;
        WriteObject(Do(what, () => ParameterSetName switch
        {
            "Path" => AdRuntime.Install(FilePath.One(this, Path), Sha256),
            "LiteralPath" => AdRuntime.Install(FilePath.Literal(this, LiteralPath), Sha256),
            "Uri" => AdRuntime.Install(Uri, Sha256!),
            _ => AdRuntime.Install(),
        }));
    }
}
