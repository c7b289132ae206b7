namespace Autodiff.PowerShell.Tests.Rewriting;

/// <summary>Cmdlets and methods that ask whether traced numbers are equal.</summary>
[Collection("PowerShell")]
public class EqualityTests(PowerShellSession session)
{
    // Where numbers are equal the functions jump, so only their values are compared there.
    const string Equal = "[double[]](3, 1.2, 3, 5), [double[]](1, 7, 3.5, -2), [double[]](2, 2, 2, 1)", Different = "[double[]](3.2, 1.2, 4, 5), [double[]](-1, 7, 3.5, 1)";

    [Theory]
    [InlineData("@($x | Group-Object).Count * $x[0]")]
    [InlineData("$g = @($x | Group-Object); $g[0].Count * $g[0].Group[0] + $g[-1].Values[0]")]
    [InlineData("$g = @($x | Group-Object { $_ -gt 2.2 }); $g.Count * $g[0].Group[0]")]
    [InlineData("$g = $x | Group-Object { $_ -gt 2.2 } | Where-Object Name -eq 'True'; if ($g) { ($g.Group | Measure-Object -Sum).Sum } else { -$x[0] }")]
    [InlineData("$t = $x | Group-Object { $_ -gt 2.2 } -AsHashTable; if ($t.ContainsKey($true)) { $t[$true][0] * $t[$true].Count } else { $x[1] }")]
    [InlineData("$o = foreach ($v in $x) { [pscustomobject]@{ K = if ($v -gt 2.2) { 'high' } else { 'low' }; V = $v } }; ($o | Group-Object K | ForEach-Object { ($_.Group | Measure-Object V -Average).Average } | Measure-Object -Sum).Sum")]
    [InlineData("$u = @($x | Select-Object -Unique); $u.Count * $u[0] + $u[-1]")]
    [InlineData("$u = @($x | select -Unique | Sort-Object); $u.Count * $u[0]")]
    [InlineData("if ($x[0].Equals($x[2])) { $x[0] * 2 } else { $x[2] }")]
    [InlineData("if ($x[0].Equals(1.0)) { $x[0] * 2 } else { $x[2] }")]
    [InlineData("if ((3.0).Equals($x[0])) { $x[0] * 2 } else { $x[2] }")]
    [InlineData("if ($x[0].Equals(3)) { $x[0] * 2 } else { $x[2] }")]
    [InlineData("$x[0].CompareTo($x[1]) * $x[2]")]
    [InlineData("$x[0].CompareTo(2.5) * $x[2] + (2.5).CompareTo($x[1]) * $x[0]")]
    [InlineData("if ([object]::Equals($x[0], $x[2])) { $x[0] * 2 } else { $x[2] }")]
    [InlineData("if ([object]::Equals(1.0, $x[0]) -or [double]::Equals($x[0], 3)) { $x[0] * 2 } else { $x[2] }")]
    [InlineData("if ([object]::ReferenceEquals($x, $x) -and -not [object]::Equals($x, $null)) { $x[0] * 2 } else { $x[2] }")]
    [InlineData("if ($x -contains $x[0] * 1) { $x[0] } else { 2 * $x[0] }")]
    public void Equal_numbers(string body)
    {
        Agreement.Holds(session, "", "param([double[]]$x) " + body, Equal, differentiate: false);
        Agreement.Holds(session, "", "param([double[]]$x) " + body, Different);
    }

    [Theory]
    [InlineData("@(1.5, 2.5, 3.5 | Select-Object -First $n).Count * $x")]
    [InlineData("(1.5, 2.5, 3.5 | Select-Object -Skip $n -First 1) * $x")]
    [InlineData("$s = 1.5, $x, 3.5 | Sort-Object -Top $n; @($s).Count * $x")]
    public void Numbers_that_a_cmdlet_counts_by(string body) => Agreement.Holds(session, "", "param($x) $n = [int]$x; " + body, "1.2, 2.3");

    [Fact]
    public void What_is_not_traced_is_grouped_by_the_cmdlet_itself() => Assert.Equal("1", session.Text("""
        (New-AdFunction { param($x)
            $ok = ('a', 'b', 'a' | Group-Object | Select-Object -First 1).Name -eq 'a'
            $ok = $ok -and @('a', 'b', 'a' | Select-Object -Unique).Count -eq 2 -and (1).Equals(1) -and (1).CompareTo(2) -eq -1
            $ok = $ok -and ('a', 'b', 'a' | Group-Object -AsHashTable -AsString)['a'].Count -eq 2
            if ($ok) { $x } else { -$x }
        }).Invoke(1.0)
        """));
}
