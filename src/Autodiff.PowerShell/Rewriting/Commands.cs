using System.Collections.Concurrent;
using System.Management.Automation;

namespace Autodiff.PowerShell.Rewriting;

/// <summary>Cmdlets of PowerShell that are found replaced while a trace is under way: see <see cref="TracedCommand"/>.</summary>
static class Commands
{
    static readonly Dictionary<string, CmdletInfo> replacements = new()
    {
        ["Microsoft.PowerShell.Commands.SortObjectCommand"] = new("Sort-Object", typeof(SortTracedCommand)),
        ["Microsoft.PowerShell.Commands.MeasureObjectCommand"] = new("Measure-Object", typeof(MeasureTracedCommand)),
        ["Microsoft.PowerShell.Commands.NewObjectCommand"] = new("New-Object", typeof(NewObjectTracedCommand)),
        ["Microsoft.PowerShell.Commands.GroupObjectCommand"] = new("Group-Object", typeof(GroupTracedCommand)),
        ["Microsoft.PowerShell.Commands.GetUniqueCommand"] = new("Get-Unique", typeof(GetUniqueTracedCommand)),
        ["Microsoft.PowerShell.Commands.CompareObjectCommand"] = new("Compare-Object", typeof(CompareTracedCommand)),
    };

    static readonly ConcurrentDictionary<Type, CmdletInfo> replaced = new();

    /// <summary>The replacement of a command or an alias; null if there is none.</summary>
    public static CommandInfo? Replaced(CommandInfo? command)
    {
        if (((command as AliasInfo)?.ResolvedCommand ?? command) is not CmdletInfo cmdlet || !replacements.TryGetValue(cmdlet.ImplementingType.FullName!, out var replacement)) return null;
        replaced[replacement.ImplementingType] = cmdlet;
        return replacement;
    }

    /// <summary>PowerShell's cmdlet that a type replaces.</summary>
    public static CmdletInfo Plain(Type replacement) => replaced[replacement];
}
