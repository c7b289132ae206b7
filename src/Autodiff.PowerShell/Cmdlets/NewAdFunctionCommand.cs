using System.Management.Automation;
using Autodiff.Files;

namespace Autodiff.PowerShell;

/// <summary>Makes a Function from a script block or an existing PowerShell function.</summary>
[Cmdlet(VerbsCommon.New, "AdFunction", DefaultParameterSetName = "ScriptBlock"), OutputType(typeof(Function))]
public sealed class NewAdFunctionCommand : AdCmdlet
{
    /// <summary>The code. The function has its parameters.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "ScriptBlock", HelpMessage = "The code, such as { param($x) $x * $x }.")]
    public ScriptBlock ScriptBlock { get; set; } = null!;

    /// <summary>An existing function: its name, as the caller would find it, or an object from Get-Command. From the pipeline also a script block.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = "Command", HelpMessage = "The name of a PowerShell function.")]
    public object Command { get; set; } = null!;

    /// <summary>The script file (.ps1) whose parameters and code are the function.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Path", HelpMessage = "The script file (.ps1) whose parameters and code are the function.")]
    public string? Path { get; set; }

    /// <summary>
    /// Parameters that are passed on unchanged, compared by equality, and never differentiated. Parameters of type [string], [switch], [scriptblock] or an enum are
    /// always static.
    /// </summary>
    [Parameter(HelpMessage = "Parameters that are compared by equality and never traced.")]
    [ValidateNotNull]
    public string[] StaticParameter { get; set; } = [];

    /// <summary>The name in messages and graphs. Default: the name of the command, or f.</summary>
    [Parameter(HelpMessage = "The name in messages and graphs.")]
    public string? Name { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => WriteObject(Do(Command ?? Path ?? (object)ScriptBlock, () => ParameterSetName switch
    {
        "Path" => OfCommand(SessionState.InvokeCommand.GetCommand(FileStatus.Regular(FilePath.Literal(this, Path!)), CommandTypes.ExternalScript) ?? throw new AdException($"The script '{Path}' does not exist.", ErrorId.PathNotFound)),
        "Command" => OfCommand(PowerShellHost.Bare(Command)),
        _ => Make(ScriptBlock, "f"),
    }));

    Function OfCommand(object? command)
    {
        if (command is ScriptBlock block) return Make(block, "f");
        var found = command as CommandInfo ?? (command is string name ? SessionState.InvokeCommand.GetCommand(name, CommandTypes.All) : null);
        if (found is AliasInfo alias) found = alias.ResolvedCommand;
        return found switch
        {
            FunctionInfo f => Make(f.ScriptBlock, f.Name),
            ExternalScriptInfo s => Make(s.ScriptBlock, System.IO.Path.GetFileNameWithoutExtension(s.Name)),
            null => throw new AdException($"The command '{command}' was not found.", ErrorId.CommandNotFound),
            _ => throw new AdException($"'{found.Name}' is a {found.CommandType}; expected a function written in PowerShell.", ErrorId.NotAFunction),
        };
    }

    Function Make(ScriptBlock block, string name) =>
        BlockFunctions.Make(block, Name ?? name, ParameterSetName == "Command" && Command is not System.Management.Automation.ScriptBlock ? $"The function {Name ?? name}" : "The script block", StaticParameter);
}
