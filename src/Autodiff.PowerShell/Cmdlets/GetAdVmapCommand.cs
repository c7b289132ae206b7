using System.Management.Automation;

namespace Autodiff.PowerShell;

/// <summary>Maps a function of one item over an axis of its arguments.</summary>
[Cmdlet(VerbsCommon.Get, "AdVmap"), OutputType(typeof(Function))]
public sealed class GetAdVmapCommand : TransformCmdlet
{
    /// <summary>
    /// The axis of the items in the arguments: one for all, an array by position, or a hashtable by parameter. $null means not mapped. An axis applies to all
    /// leaves of a tree. Default: 0.
    /// </summary>
    [Parameter(HelpMessage = "The axis of the items in the arguments: one for all, an array by position, or a hashtable by parameter. $null means not mapped. Default: 0.")]
    [AllowNull]
    public object? InAxis { get; set; } = 0;

    /// <summary>
    /// The axis of the items in the results: one for all, an array by position, or a hashtable by property. $null is for a result that is the same for all items.
    /// Default: 0.
    /// </summary>
    [Parameter(HelpMessage = "The axis of the items in the results: one for all, an array by position, or a hashtable by property. $null is for a result that is the same for all items. Default: 0.")]
    [AllowNull]
    public object? OutAxis { get; set; } = 0;

    internal override Function Transform(Function function) =>
        function.Vmap(new VmapOptions { InAxes = AxisMaps.Read(InAxis, "-InAxis"), OutAxes = AxisMaps.Read(OutAxis, "-OutAxis") });
}
