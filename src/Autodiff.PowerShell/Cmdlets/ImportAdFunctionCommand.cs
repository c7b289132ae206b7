using System.Management.Automation;

namespace Autodiff.PowerShell;

/// <summary>
/// Makes a function from a file with a StableHLO program, written by Export-AdFunction or JAX. It runs on XLA. Text is checked before XLA sees it, and whatever could end
/// the process is refused. Bytecode cannot be checked and must be trusted like native code: import only what you would run.
/// </summary>
[Cmdlet(VerbsData.Import, "AdFunction", DefaultParameterSetName = "Path"), OutputType(typeof(Function))]
public sealed class ImportAdFunctionCommand : AdCmdlet
{
    /// <summary>The file: text (.mlir) or portable bytecode (.mlirbc). Wildcards are expanded.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Path", ValueFromPipeline = true, HelpMessage = "The file: text (.mlir), or portable bytecode (.mlirbc), which must be trusted like native code.")]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>The file; wildcards are not expanded.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "LiteralPath", ValueFromPipelineByPropertyName = true, HelpMessage = "The file; wildcards are not expanded. Bytecode must be trusted like native code."), Alias("PSPath", "FullName")]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>The name in messages and graphs. Default: the name of the program or of the file.</summary>
    [Parameter(HelpMessage = "The name in messages and graphs.")]
    public string? Name { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string path in ParameterSetName == "Path" ? Path : LiteralPath)
            foreach (string file in Try(path, path, Files, out var files) ? files : [])
                if (Try(file, file, f => Function.Import(f, Name), out var function)) WriteObject(function);
    }

    IReadOnlyList<string> Files(string path) => ParameterSetName == "Path" ? FilePath.Existing(this, path) : [FilePath.Literal(this, path)];
}
