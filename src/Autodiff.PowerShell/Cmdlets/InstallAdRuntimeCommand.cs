using System.Management.Automation;
using Autodiff.Backends.Xla.Runtime;

namespace Autodiff.PowerShell;

/// <summary>
/// Installs a PJRT plugin, which runs functions on XLA: from a wheel, archive or library, from an address, or with the user's pip. The hash is checked before anything is
/// unpacked.
/// </summary>
[Cmdlet(VerbsLifecycle.Install, "AdRuntime", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, DefaultParameterSetName = "Pip"), OutputType(typeof(RuntimeInfo))]
public sealed class InstallAdRuntimeCommand : AdCmdlet
{
    /// <summary>A plugin as a wheel, zip, tar.gz or library.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Path", HelpMessage = "A plugin as a wheel, zip, tar.gz or library.")]
    public string Path { get; set; } = "";

    /// <summary>The https address of such a file.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Uri", HelpMessage = "The https address of such a file.")]
    public Uri Uri { get; set; } = null!;

    /// <summary>The SHA-256 of the file. It may be omitted for a file that Autodiff knows.</summary>
    [Parameter(ParameterSetName = "Path", HelpMessage = "The SHA-256 of the file."), Parameter(Mandatory = true, ParameterSetName = "Uri", HelpMessage = "The SHA-256 of the file.")]
    [ValidatePattern("^[0-9a-fA-F]{64}$")]
    public string? Sha256 { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        string what = ParameterSetName switch { "Path" => Path, "Uri" => Uri.ToString(), _ => Download.Package };
        if (!ShouldProcess(what, "Install as a PJRT plugin (native code)")) return;
        var record = Do(what, Install);
        WriteObject(new RuntimeInfo(record.Path, record.Sha256, $"installed from {record.Source}", IsLoaded: false));
    }

    PluginRecord Install()
    {
        using var activity = Activity.Begin("Installing a PJRT plugin");
        if (ParameterSetName == "Path") return From(FilePath.Literal(this, Path));
        string folder = Directory.CreateTempSubdirectory("autodiff-").FullName;
        try
        {
            return From(ParameterSetName == "Uri" ? Download.FromUri(Uri, folder, Interruption.Token) : Download.ByPip(folder));
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }

    PluginRecord From(string file)
    {
        if (!File.Exists(file)) throw new AdException($"Install-AdRuntime: there is no file {file}.", ErrorId.PathNotFound);
        string found = PluginInstaller.Hash(file);
        string? known = PluginInstaller.Known(found);
        if (Sha256 is null && known is null)
            throw new AdException($"Install-AdRuntime: {System.IO.Path.GetFileName(file)} is not a file that Autodiff knows. If you trust where it came from, type: Install-AdRuntime -Path '{file}' -Sha256 {found}", ErrorId.UnknownPlugin);
        return PluginInstaller.Install(file, Sha256 ?? found, known ?? System.IO.Path.GetFileName(file));
    }
}
