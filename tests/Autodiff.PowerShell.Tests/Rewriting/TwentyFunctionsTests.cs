using System.Globalization;

namespace Autodiff.PowerShell.Tests.Rewriting;

/// <summary>Unmodified functions, differentiated with respect to each of their numbers: values are those of plain PowerShell, gradients those of finite differences.</summary>
[Collection("PowerShell")]
public class TwentyFunctionsTests(PowerShellSession session)
{
    static readonly (string Name, string Code, string[] Calls)[] all = [.. TwentyFunctions.All, .. NumericRecipes.All];

    public static TheoryData<string> Names => [.. all.Select(f => f.Name)];

    [Theory, MemberData(nameof(Names))]
    public void Values_and_gradients(string name) => Agree(name, "Managed");

    [XlaTheory, MemberData(nameof(Names))]
    public void Values_and_gradients_on_XLA(string name) => Agree(name, "Xla");

    void Agree(string name, string backend)
    {
        var (_, code, calls) = all.Single(f => f.Name == name);
        string arguments = string.Join(",\n", calls.Select(c => $"@{{ a = @({string.Join(", ", Split(c))}) }}"));
        // A function with a text parameter has that text fixed. The gradients of the others are with respect to all floats. PowerShell's own value comes from the
        // unmodified function.
        string script = $$"""
            {{code}}
            $f = New-AdFunction -Command {{name}}
            $names = $f.Parameters
            foreach ($call in @({{arguments}})) {
                $a = $call.a
                $by = for ($i = 0; $i -lt $a.Count; $i++) { if ($a[$i] -isnot [string] -and $a[$i] -isnot [int]) { $i } }
                $traced = Invoke-AdCompiled -Backend {{backend}} $f -ArgumentList $a
                $plain = {{name}} @a
                $g = Get-AdGradient $f -Parameter @($by | ForEach-Object { $names[$_] })
                $gradient = Invoke-AdCompiled -Backend {{backend}} $g -ArgumentList $a
                $n = 0
                foreach ($i in $by) {
                    $slope = if (@($by).Count -eq 1) { $gradient } else { $gradient.($names[$i]) }
                    $of = if ($a[$i] -is [array]) { 0..($a[$i].Count - 1) } else { -1 }
                    foreach ($j in $of) {
                        $ends = foreach ($sign in 1, -1) {
                            $b = $a.Clone()
                            if ($j -lt 0) { $h = 1e-6 * [Math]::Max(1, [Math]::Abs($b[$i])); $b[$i] += $sign * $h }
                            else { $h = 1e-6; $b[$i] = $b[$i].Clone(); $b[$i][$j] += $sign * $h }
                            {{name}} @b
                        }
                        [pscustomobject]@{ What = "$($names[$i]) $j at $($a -join ' ')"; Traced = $traced; Plain = $plain; Gradient = $(if ($j -lt 0) { $slope } else { $slope.Data[$j] }); Slope = ($ends[0] - $ends[1]) / (2 * $h) }
                        $n++
                    }
                }
            }
            """;
        var rows = session.Run(script);
        Assert.True(rows.Count >= calls.Length);
        foreach (var row in rows)
        {
            string what = $"{name}: {row.Properties["What"].Value}";
            Assert.True(Close(Number(row, "Plain"), Number(row, "Traced"), 1e-12), $"{what}: PowerShell gives {Number(row, "Plain")}, the traced function {Number(row, "Traced")}.");
            Assert.True(Close(Number(row, "Slope"), Number(row, "Gradient"), 5e-6), $"{what}: the finite difference is {Number(row, "Slope")}, the gradient {Number(row, "Gradient")}.");
        }
    }

    [Fact]
    public void There_are_twenty() => Assert.True(TwentyFunctions.All.Length >= 20);

    // A path depends only on its own numbers: the calls of each function once more, in another order and one after another.
    [Theory, MemberData(nameof(Names))]
    public void Paths_known_by_then_give_the_same(string name)
    {
        var (_, code, calls) = all.Single(f => f.Name == name);
        string arguments = string.Join(",\n", calls.Concat(calls.Reverse()).Select(c => $"@{{ a = @({string.Join(", ", Split(c))}) }}"));
        var rows = session.Run($"{code}\n$f = New-AdFunction -Command {name}; foreach ($call in @({arguments})) {{ $a = $call.a; [pscustomobject]@{{ Traced = Invoke-AdCompiled $f -ArgumentList $a; Plain = {name} @a }} }}");
        foreach (var row in rows)
            Assert.True(Close(Number(row, "Plain"), Number(row, "Traced"), 1e-12), $"{name}: {row}");
    }

    static double Number(System.Management.Automation.PSObject row, string property) => Convert.ToDouble(PowerShellHost.Bare(row.Properties[property].Value), CultureInfo.InvariantCulture);

    static bool Close(double expected, double actual, double tolerance) => Math.Abs(expected - actual) <= tolerance * Math.Max(1, Math.Abs(expected));

    // An array as the only argument would be taken apart.
    static string[] Split(string call) => call.Replace(", ", ",", StringComparison.Ordinal).Split(' ') is var all && all.Length == 1 && all[0][0] == '@'
        ? [", [double[]]" + all[0][1..]] : Array.ConvertAll(all, a => a[0] == '@' ? $"([double[]]{a[1..]})" : a);
}
