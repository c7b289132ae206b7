using System.Globalization;
using System.Management.Automation;

namespace Autodiff.PowerShell.Rewriting;

/// <summary>Get-Unique: which numbers are equal to the one before is decided by conditions of the path.</summary>
[Cmdlet("Get", "Unique", DefaultParameterSetName = "AsString")]
sealed class GetUniqueTracedCommand : TracedCommand
{
    [Parameter(ParameterSetName = "AsString")]
    public SwitchParameter AsString { get; set; }

    [Parameter(ParameterSetName = "UniqueByType")]
    public SwitchParameter OnType { get; set; }

    [Parameter]
    public SwitchParameter CaseInsensitive { get; set; }

    protected override bool Takes() => !AsString && !OnType && Items.Any(i => Values.Traced(i) is not null);

    protected override void Write()
    {
        for (int i = 0; i < Items.Count; i++)
            if (i == 0 || Order.Compare(Items[i - 1], Items[i], CaseInsensitive, CultureInfo.CurrentCulture) != 0) WriteObject(Items[i]);
    }
}
