using System.Management.Automation;

namespace Autodiff.PowerShell;

/// <summary>Makes a Function from a script block or an existing PowerShell function.</summary>
[Cmdlet(VerbsCommon.New, "AdFunction", DefaultParameterSetName = "ScriptBlock"), OutputType(typeof(Function))]
public sealed class NewAdFunctionCommand : AdCmdlet
{
    /// <summary>The code. The function has its parameters.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "ScriptBlock", HelpMessage = "The code, such as { param($x) $x * $x }.")]
    public ScriptBlock ScriptBlock { get; set; } = null!;

    /// <summary>An existing function: its name, as the caller would find it, or an object from Get-Command.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = "Command", HelpMessage = "The name of a PowerShell function.")]
    public object Command { get; set; } = null!;

    /// <summary>
    /// Parameters that are passed on unchanged, compared by equality, and never differentiated. Parameters of type [string], [switch], [scriptblock] or an enum are
    /// always static.
    /// </summary>
    [Parameter(HelpMessage = "Parameters that are compared by equality and never traced.")]
    public string[] StaticParameter { get; set; } = [];

    /// <summary>The name in messages and graphs. Default: the name of the command, or f.</summary>
    [Parameter(HelpMessage = "The name in messages and graphs.")]
    public string? Name { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var function = Do(Command ?? ScriptBlock, () => ParameterSetName == "Command" ? OfCommand(PowerShellHost.Bare(Command)) : Make(ScriptBlock, "f"));
        WriteObject(function);
    }

    Function OfCommand(object? command)
    {
        var found = command as CommandInfo ?? (command is string name ? SessionState.InvokeCommand.GetCommand(name, CommandTypes.All) : null);
        if (found is AliasInfo alias) found = alias.ResolvedCommand;
        return found switch
        {
            FunctionInfo f => Make(f.ScriptBlock, f.Name),
            ExternalScriptInfo s => Make(s.ScriptBlock, s.Name),
            null => throw new AdException($"New-AdFunction: there is no command '{command}'.", ErrorId.CommandNotFound),
            _ => throw new AdException($"New-AdFunction: '{found.Name}' is a {found.CommandType}; a function written in PowerShell was expected.", ErrorId.NotAFunction),
        };
    }

    Function Make(ScriptBlock block, string defaultName)
    {
        string name = Name ?? defaultName;
        var parameters = ScriptParameters.Of(block)
            ?? throw new AdException($"New-AdFunction: {(ParameterSetName == "Command" ? $"the function {name}" : "the script block")} declares no parameters: begin it with param($x).", ErrorId.NoParameters);
        foreach (string s in StaticParameter)
            if (!parameters.Any(p => p.Name.Equals(s, StringComparison.OrdinalIgnoreCase)))
                throw new AdException($"New-AdFunction: -StaticParameter '{s}' is no parameter of {name}({string.Join(", ", parameters.Select(p => p.Name))}).", ErrorId.UnknownParameter);
        return Function.Of(name, [.. parameters.Select(p => p.Name)], new ScriptBlockBody(block, StaticParameter));
    }
}
