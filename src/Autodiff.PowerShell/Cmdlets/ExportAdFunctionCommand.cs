using System.Management.Automation;
using Autodiff.Programs;

namespace Autodiff.PowerShell;

/// <summary>
/// Writes a function as a StableHLO program (.mlir). Example arguments determine the signature by their structure, dtypes and shapes. Their numbers do not matter, so no
/// condition of the function may depend on them.
/// </summary>
[Cmdlet(VerbsData.Export, "AdFunction", SupportsShouldProcess = true, DefaultParameterSetName = "Path")]
public sealed class ExportAdFunctionCommand : ArgumentsCmdlet
{
    /// <summary>The function.</summary>
    [Parameter(ValueFromPipeline = true, HelpMessage = "The function.")]
    public Function? InputObject { get; set; }

    /// <summary>The file. An existing file is replaced as soon as the new one is complete.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Path", HelpMessage = "The file, usually .mlir.")]
    public string Path { get; set; } = "";

    /// <summary>The file; wildcards are not expanded.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "LiteralPath", HelpMessage = "The file; wildcards are not expanded.")]
    public string LiteralPath { get; set; } = "";

    /// <summary>Does not replace an existing file; that is an error.</summary>
    [Parameter(HelpMessage = "Does not replace an existing file.")]
    public SwitchParameter NoClobber { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var function = InputObject ?? Given ?? NoFunction();
        string path = ParameterSetName == "Path" ? Do(Path, () => FilePath.One(this, Path)) : Do(LiteralPath, () => FilePath.Literal(this, LiteralPath));
        string text = Do(function, () => Exporting.Text(function, Bind(function).Complete()));
        if (ShouldProcess(path, $"Export {function}"))
            Do<object?>(path, () =>
            {
                Exporting.Write(text, path, overwrite: !NoClobber);
                return null;
            });
    }
}
