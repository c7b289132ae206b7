using System.Management.Automation;

namespace Autodiff.PowerShell.Rewriting;

/// <summary>Cmdlets of PowerShell that are found replaced while a trace is under way: see <see cref="TracedCommand"/>.</summary>
static class Commands
{
    static readonly CmdletInfo sort = new("Sort-Object", typeof(SortTracedCommand)), measure = new("Measure-Object", typeof(MeasureTracedCommand)),
        create = new("New-Object", typeof(NewObjectTracedCommand)), group = new("Group-Object", typeof(GroupTracedCommand)),
        unique = new("Get-Unique", typeof(GetUniqueTracedCommand)), compare = new("Compare-Object", typeof(CompareTracedCommand));

    /// <summary>The replacement of a command or an alias; null if there is none.</summary>
    public static CommandInfo? Replaced(CommandInfo? command)
    {
        if (((command as AliasInfo)?.ResolvedCommand ?? command) is not CmdletInfo cmdlet) return null;
        switch (cmdlet.ImplementingType.FullName)
        {
            case "Microsoft.PowerShell.Commands.SortObjectCommand":
                SortTracedCommand.Command = cmdlet;
                return sort;
            case "Microsoft.PowerShell.Commands.MeasureObjectCommand":
                MeasureTracedCommand.Command = cmdlet;
                return measure;
            case "Microsoft.PowerShell.Commands.NewObjectCommand":
                NewObjectTracedCommand.Command = cmdlet;
                return create;
            case "Microsoft.PowerShell.Commands.GroupObjectCommand":
                GroupTracedCommand.Command = cmdlet;
                return group;
            case "Microsoft.PowerShell.Commands.GetUniqueCommand":
                GetUniqueTracedCommand.Command = cmdlet;
                return unique;
            case "Microsoft.PowerShell.Commands.CompareObjectCommand":
                CompareTracedCommand.Command = cmdlet;
                return compare;
            default:
                return null;
        }
    }
}
