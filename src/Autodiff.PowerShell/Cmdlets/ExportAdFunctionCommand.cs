using System.Management.Automation;
using Autodiff.Functions;

namespace Autodiff.PowerShell;

/// <summary>
/// Writes a function as a StableHLO program (.mlir) for example arguments: their structure, dtypes and shapes choose the signature, which is written with it; their
/// numbers do not count, and so a condition of the function must not depend on them.
/// </summary>
[Cmdlet(VerbsData.Export, "AdFunction", SupportsShouldProcess = true, DefaultParameterSetName = "Path")]
public sealed class ExportAdFunctionCommand : ArgumentsCmdlet
{
    /// <summary>A function.</summary>
    [Parameter(ValueFromPipeline = true, HelpMessage = "A function.")]
    public Function? InputObject { get; set; }

    /// <summary>The file. One that is there is replaced, when the new one is whole.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Path", HelpMessage = "The file, usually .mlir.")]
    public string Path { get; set; } = "";

    /// <summary>The file, taken literally.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "LiteralPath", HelpMessage = "The file, taken literally.")]
    public string LiteralPath { get; set; } = "";

    /// <summary>Leaves a file that is there as it is, with an error.</summary>
    [Parameter(HelpMessage = "Leaves a file that is there as it is, with an error.")]
    public SwitchParameter NoClobber { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var function = InputObject ?? Given ?? NoFunction();
        string path = ParameterSetName == "Path" ? Do(Path, () => FilePath.New(this, Path)) : Do(LiteralPath, () => FilePath.Literal(this, LiteralPath));
        string text = Do(function, () =>
        {
            var (tree, leaves) = Bind(function).Complete();
            return Exporting.Text(function, tree, leaves);
        });
        if (ShouldProcess(path, $"Export {function}"))
            Do<object?>(path, () =>
            {
                Exporting.Write(text, path, overwrite: !NoClobber);
                return null;
            });
    }
}
