using System.Collections;
using System.Globalization;
using System.Management.Automation;

namespace Autodiff.PowerShell.Tests.Rewriting;

/// <summary>A traced and differentiated function agrees with the same code run by PowerShell on plain numbers.</summary>
static class Agreement
{
    // For each argument: the traced value, the plain value, the gradient, and the finite difference of plain values.
    const string Check = """
        param([scriptblock] $block, [object[]] $points, [bool] $differentiate)
        $f = New-AdFunction $block
        $g = Get-AdGradient $f
        foreach ($x in $points) {
            if ($x -is [array]) {
                $slope = for ($i = 0; $i -lt $x.Count; $i++) {
                    $above = $x.Clone(); $above[$i] += 1e-6
                    $below = $x.Clone(); $below[$i] -= 1e-6
                    ((& $block $above) - (& $block $below)) / 2e-6
                }
            } else {
                $h = 1e-6 * [Math]::Max(1, [Math]::Abs($x))
                $slope = if ($differentiate) { ((& $block ($x + $h)) - (& $block ($x - $h))) / (2 * $h) }
            }
            $gradient = if ($differentiate) { $g.Invoke($x) }
            [pscustomobject]@{ X = $x; Traced = $f.Invoke($x); Plain = & $block $x; Gradient = $gradient; Slope = $slope }
        }
        """;

    /// <summary>Checks values and gradients at some points: numbers, or arrays of numbers.</summary>
    /// <param name="session">The engine.</param>
    /// <param name="setup">Code that runs before, such as functions.</param>
    /// <param name="block">The code, with one parameter.</param>
    /// <param name="points">The arguments, as written in a script.</param>
    /// <param name="differentiate">Whether the result has a gradient. Default: true.</param>
    public static void Holds(PowerShellSession session, string setup, string block, string points, bool differentiate = true)
    {
        var rows = session.Run($"{setup}\n& {{ {Check} }} {{ {block} }} @({points}) ${differentiate}");
        Assert.NotEmpty(rows);
        foreach (var row in rows)
        {
            string at = $"{block}\nat {string.Join(", ", Numbers(row, "X"))}";
            Close(Numbers(row, "Plain"), Numbers(row, "Traced"), 1e-12, "value of " + at);
            if (differentiate) Close(Numbers(row, "Slope"), Numbers(row, "Gradient"), 2e-6, "gradient of " + at);
        }
    }

    static void Close(double[] expected, double[] actual, double tolerance, string what)
    {
        bool close = expected.Length == actual.Length && !expected.Where((e, i) => Math.Abs(e - actual[i]) > tolerance * Math.Max(1, Math.Abs(e)) || double.IsNaN(e) != double.IsNaN(actual[i])).Any();
        Assert.True(close, $"The {what}: expected {string.Join(" ", expected)}, but is {string.Join(" ", actual)}");
    }

    static double[] Numbers(PSObject row, string property) => [.. Flat(row.Properties[property].Value)];

    static IEnumerable<double> Flat(object? value) => PowerShellHost.Bare(value) switch
    {
        Tensor t => t.Data.Cast<object>().Select(v => Convert.ToDouble(v, CultureInfo.InvariantCulture)),
        string s => throw new InvalidOperationException($"'{s}' is no number."),
        IEnumerable several => several.Cast<object?>().SelectMany(Flat),
        null => [],
        var number => [Convert.ToDouble(number, CultureInfo.InvariantCulture)],
    };
}
