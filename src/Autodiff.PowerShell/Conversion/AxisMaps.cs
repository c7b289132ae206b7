using System.Collections;

namespace Autodiff.PowerShell;

/// <summary>Reads axes as a script gives them: one for all, an array by position, or a hashtable by name. $null is no axis.</summary>
static class AxisMaps
{
    /// <param name="value">The axes.</param>
    /// <param name="parameter">What an error calls them.</param>
    public static AxisMap Read(object? value, string parameter)
    {
        int? Axis(object? axis) => PowerShellHost.Bare(axis) is { } x ? Integers.Read(x, parameter, acceptText: true)[0] : null;
        return PowerShellHost.Bare(value) switch
        {
            IDictionary named => named.Cast<DictionaryEntry>().ToDictionary(e => e.Key.ToString()!, e => Axis(e.Value)),
            IList list => AxisMap.Create([.. list.Cast<object?>().Select(Axis)]),
            var one => AxisMap.All(Axis(one)),
        };
    }
}
