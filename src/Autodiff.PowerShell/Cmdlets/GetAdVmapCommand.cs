using System.Collections;
using System.Management.Automation;
using Autodiff.Functions;

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

    internal override Function Transform(Function function) => new VmapFunction(function, InAxes(function), OutAxes());

    int?[] InAxes(Function function)
    {
        var r = new int?[function.Parameters.Count];
        switch (PowerShellHost.Bare(InAxis))
        {
            case IDictionary named:
                Array.Fill(r, 0);
                foreach (DictionaryEntry e in named) r[function.IndexOf(e.Key.ToString()!, "-InAxis")] = Axis(e.Value);
                break;
            case IList list:
                if (list.Count != r.Length) throw new AdException($"Get-AdVmap: -InAxis has {list.Count} axes, but {function} has {r.Length} parameters.", ErrorId.WrongArgumentCount);
                for (int i = 0; i < r.Length; i++) r[i] = Axis(list[i]);
                break;
            case var one:
                Array.Fill(r, Axis(one));
                break;
        }
        return r;
    }

    OutAxes OutAxes() => PowerShellHost.Bare(OutAxis) switch
    {
        IDictionary named => new([.. named.Values.Cast<object?>().Select(v => Axis(v, "-OutAxis"))], [.. named.Keys.Cast<object>().Select(k => k.ToString()!)]),
        IList list => new([.. list.Cast<object?>().Select(v => Axis(v, "-OutAxis"))]),
        var one => new([Axis(one, "-OutAxis")]),
    };

    static int? Axis(object? value, string parameter = "-InAxis") => PowerShellHost.Bare(value) is { } x ? Integers.Read(x, parameter, acceptText: true)[0] : null;
}
