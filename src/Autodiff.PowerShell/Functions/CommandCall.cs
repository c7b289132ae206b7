using System.Management.Automation;
using Autodiff.Files;

namespace Autodiff.PowerShell;

/// <summary>A command that code calls.</summary>
/// <param name="Scope">The scope of the code.</param>
/// <param name="Name">The name, alias or path.</param>
/// <param name="Traced">The command that a trace found, if the code computes the name. Default: none.</param>
readonly record struct CommandCall(Scope Scope, string Name, CommandInfo? Traced = null)
{
    /// <summary>The functions that have the name at this moment, and the path of the script.</summary>
    public Found Find() => new(Scope.Function(Name), Traced as FunctionInfo,
        Name.EndsWith(".ps1", StringComparison.OrdinalIgnoreCase) && Name.AsSpan().ContainsAny('/', '\\') ? Scope.File(Name) : (Traced as ExternalScriptInfo)?.Path);

    /// <summary>The code of the command.</summary>
    public static object? Content(Found found, Snapshot snapshot)
    {
        object? function = found.Function is { } f ? snapshot.Of(f) : null, traced = found.Traced is { } t ? snapshot.Of(t) : null;
        if (found.Path is null && traced is null) return function;
        string? text = File.Exists(found.Path) ? File.ReadAllText(FileStatus.Regular(found.Path)) : null;
        if (text is not null) snapshot.Hold(text);
        return new Snapshot.Items("command", [function, traced, text]);
    }

    /// <summary>What a look-up found.</summary>
    internal readonly record struct Found(FunctionInfo? Function, FunctionInfo? Traced, string? Path)
    {
        public bool Is(CommandInfo command) => command switch
        {
            FunctionInfo f => f.ScriptBlock == Function?.ScriptBlock || f.ScriptBlock == Traced?.ScriptBlock,
            ExternalScriptInfo s => s.Path == Path,
            _ => true,
        };
    }
}
