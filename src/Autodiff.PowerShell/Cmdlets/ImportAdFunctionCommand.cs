using System.Management.Automation;
using Autodiff.Functions;

namespace Autodiff.PowerShell;

/// <summary>
/// Makes a function of a file with a StableHLO program, as Export-AdFunction or JAX writes it, to be run on XLA. Text is looked at before XLA sees it, and what could end the
/// process is refused. Of bytecode nothing can be read first: it is as trusted as native code, so import only what you would run.
/// </summary>
[Cmdlet(VerbsData.Import, "AdFunction", DefaultParameterSetName = "Path"), OutputType(typeof(Function))]
public sealed class ImportAdFunctionCommand : AdCmdlet
{
    /// <summary>The file: text (.mlir) or portable bytecode (.mlirbc). It may have wildcards.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Path", ValueFromPipeline = true, HelpMessage = "The file: text (.mlir), or portable bytecode (.mlirbc), which is as trusted as native code.")]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>The file, taken literally.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "LiteralPath", ValueFromPipelineByPropertyName = true, HelpMessage = "The file, taken literally; bytecode is as trusted as native code."), Alias("PSPath", "FullName")]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>What messages and graphs call it; without it what the program says, or the file's name.</summary>
    [Parameter(HelpMessage = "The name that messages and graphs show.")]
    public string? Name { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string path in ParameterSetName == "Path" ? Path : LiteralPath)
            foreach (string file in Try(path, path, Files, out var files) ? files : [])
                if (Try(file, file, f => Importing.Read(f, Name), out var function)) WriteObject(function);
    }

    IReadOnlyList<string> Files(string path) => ParameterSetName == "Path" ? FilePath.Existing(this, path) : [FilePath.Literal(this, path)];
}
