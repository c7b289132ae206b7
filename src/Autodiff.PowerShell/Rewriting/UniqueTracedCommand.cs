using System.Globalization;
using System.Management.Automation;

namespace Autodiff.PowerShell.Rewriting;

/// <summary>Select-Object -Unique: which numbers are equal is decided by conditions of the path.</summary>
[Cmdlet("Select", "Object")]
sealed class UniqueTracedCommand : TracedCommand
{
    [Parameter(Mandatory = true)]
    public SwitchParameter Unique { get; set; }

    [Parameter]
    public SwitchParameter CaseInsensitive { get; set; }

    protected override CmdletInfo Plain => InvokeCommand.GetCmdlet("Select-Object");

    protected override bool Takes() => Unique && Items.Any(i => Values.Of(i) is not null);

    protected override void Write()
    {
        var kept = new List<PSObject?>();
        foreach (var item in Items)
        {
            if (kept.Exists(k => Order.Compare(k, item, CaseInsensitive, CultureInfo.CurrentCulture) == 0)) continue;
            kept.Add(item);
            WriteObject(item);
        }
    }
}
