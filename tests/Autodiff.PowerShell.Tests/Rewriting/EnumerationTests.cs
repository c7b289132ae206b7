namespace Autodiff.PowerShell.Tests.Rewriting;

/// <summary>Pipelines over traced numbers, and the cmdlets that sort and measure them.</summary>
[Collection("PowerShell")]
public class EnumerationTests(PowerShellSession session)
{
    const string Points = "[double[]](3, 1.2, 2, 5, 4), [double[]](1, 7, 3.5, -2, 0.5), [double[]](-1, -2, 6, 2.5, 9)";

    [Theory]
    [InlineData("$s = $x | Sort-Object; $s[2] * $s[0] + $s[4]")]
    [InlineData("$s = @($x | Sort-Object -Descending); $s[0] * 2 - $s[3] * $s[1]")]
    [InlineData("$s = $x | Sort-Object; $n = $s.Count; $m = [Math]::Floor($n / 2); if ($n % 2) { $s[$m] } else { ($s[$m - 1] + $s[$m]) / 2 }")]
    [InlineData("($x | Sort-Object | Select-Object -First 2 | Measure-Object -Sum).Sum")]
    [InlineData("$t = $x | Sort-Object -Top 2; $t[0] * $t[1]")]
    [InlineData("$t = $x | Sort-Object -Bottom 2; $t[0] - 3 * $t[1]")]
    [InlineData("$t = $x | Sort-Object -Descending -Bottom 2; $t[0] - 3 * $t[1]")]
    [InlineData("$t = $x | Sort-Object { [Math]::Abs($_ - 2.2) }; $t[0] * $t[1]")]
    [InlineData("$t = $x | Sort-Object { -$_ } -Descending; $t[0] * $t[1]")]
    [InlineData("$t = $x | Sort-Object @{ Expression = { $_ }; Descending = $true }; $t[0] * $t[1]")]
    [InlineData("$t = @($x[0], $x[1], 2.4) | Sort-Object; $t[1] * 3 + $t[0]")]
    [InlineData("$o = foreach ($v in $x) { [pscustomobject]@{ K = $v; W = $v * $v } }; $t = $o | Sort-Object K; $t[0].W + 2 * $t[3].W")]
    [InlineData("$o = foreach ($v in $x) { @{ K = $v; W = $v * $v } }; $t = $o | Sort-Object { $_.K } -Descending; $t[0].W + 2 * $t[3].W")]
    [InlineData("$i = 0..4 | Sort-Object { $x[$_] }; $x[$i[0]] * $x[$i[4]]")]
    [InlineData("$o = foreach ($v in $x) { [pscustomobject]@{ G = $v -gt 2.2; W = $v } }; $t = $o | Sort-Object G, W; $t[0].W * $t[4].W")]
    [InlineData("$t = [System.Collections.Generic.List[object]]::new(); foreach ($v in $x) { $t.Add($v) }; $r = $t | Sort-Object; $r[1] * $r[1]")]
    public void Sorting(string body) => Agreement.Holds(session, "", "param($x) " + body, Points);

    [Theory]
    [InlineData("($x | Measure-Object -Sum).Sum")]
    [InlineData("($x | Measure-Object -Average).Average * $x[0]")]
    [InlineData("$m = $x | Measure-Object -Maximum -Minimum; $m.Maximum * 2 - $m.Minimum * $m.Count")]
    [InlineData("($x | Measure-Object -StandardDeviation).StandardDeviation")]
    [InlineData("$m = $x | Measure-Object -AllStats; $m.Sum * $m.Average + $m.StandardDeviation")]
    [InlineData("$x | Measure-Object -Average | Select-Object -ExpandProperty Average")]
    [InlineData("$s = $x | ForEach-Object { $_ * $_ } | Measure-Object -Sum; [Math]::Sqrt($s.Sum)")]
    [InlineData("$mean = ($x | Measure-Object -Average).Average; $ss = 0; foreach ($v in $x) { $ss += [Math]::Pow($v - $mean, 2) }; [Math]::Sqrt($ss / ($x.Count - 1))")]
    [InlineData("$o = $x | ForEach-Object { [pscustomobject]@{ P = $_; Q = $_ * 2 } }; $m = $o | Measure-Object -Property P, Q -Sum; $m[0].Sum * $m[1].Sum")]
    [InlineData("$o = $x | ForEach-Object { @{ P = $_ } }; ($o | Measure-Object P -Maximum).Maximum")]
    [InlineData("($x | Where-Object { $_ -gt 2.2 } | Measure-Object -Sum).Sum + ($x | Measure-Object).Count")]
    [InlineData("(1, 2, $x[0] | Measure-Object -Sum).Sum * (Measure-Object -InputObject $x[1] -Sum).Sum")]
    public void Measuring(string body) => Agreement.Holds(session, "", "param($x) " + body, Points);

    [Theory]
    [InlineData("$s = 0; $x | ForEach-Object { $s += $_ * $_ }; $s")]
    [InlineData("$s = 1; $x.ForEach({ $_ * 2 }) | ForEach-Object { $s *= $_ }; $s * @($x).Count")]
    [InlineData("@($x | Where-Object { $_ -gt 2.2 }).Count * $x[0]")]
    [InlineData("$p = $x.Where({ $_ -gt 2.2 }); $p[0] * $p.Count")]
    [InlineData("$p = @($x | Select-Object -First 2); $p[0] * $p[1]")]
    [InlineData("$l = $x | Select-Object -Last 1; $k = $x | Select-Object -Skip 1 -First 1; $l * $k")]
    [InlineData("$a = @($x); $a[0] = $a[1] * 2; $a[0] * $a[4]")]
    [InlineData("$a = @($x; 2.5); $a.Count * $a[5] * $a[0]")]
    [InlineData("$a = @(); $a += $x; $a += $x[0]; $a.Count * $a[5] * $a[1]")]
    [InlineData("$a = @(1.5); $a += $x; $a += 2; $a[0] * $a[1] * $a.Count")]
    [InlineData("$a = 1, 2; $a += $x[0]; $a.Count * $a[2]")]
    [InlineData("$a = @(2.0, 3.0) + $x; $a[0] * $a[2] + $a.Count")]
    [InlineData("$r = $x | ForEach-Object -Begin { $n = 0 } -Process { $n++; $_ * $n } -End { 1 }; $r[0] + $r[4] + $r[5]")]
    [InlineData("function Mean { param([Parameter(ValueFromPipeline)]$v) begin { $s = 0; $n = 0 } process { $s += $v; $n++ } end { $s / $n } }; $x | Mean")]
    public void Pipelines(string body) => Agreement.Holds(session, "", "param($x) " + body, Points);

    [Theory]
    [InlineData("@($x | Sort-Object -Unique).Count", "5", "4")]
    [InlineData("@($x | Sort-Object -Unique -Descending)[1]", "3", "3")]
    [InlineData("@($x | Sort-Object -Top 2 -Unique)[1]", "1", "2")]
    [InlineData("($x | Measure-Object).Count", "6", "6")]
    public void Equal_numbers(string body, string first, string second) =>
        Assert.Equal($"{first} {second} {first}", session.Text($"$f = New-AdFunction {{ param($x) {body} }}; $f.Invoke([double[]](3, 1, 3, 2, 4, 0)); $f.Invoke([double[]](2, 1, 3, 2, 4, 4) ); $f.Invoke([double[]](3, 1, 3, 2, 4, 0))"));

    // NaN comes first in .NET's order.
    [Fact]
    public void Extremes_beside_NaN() => Assert.Equal("3 NaN NaN NaN | 3 NaN NaN NaN", session.Text("""
        $block = { param($x) $m = $x | Measure-Object -Maximum -Minimum; "$($m.Maximum) $($m.Minimum)" }; $f = New-AdFunction $block
        $points = [double[]]([double]::NaN, 1, 3, 2), [double[]]([double]::NaN, [double]::NaN)
        foreach ($x in $points) { & $block $x }; '|'; foreach ($x in $points) { $f.Invoke($x) }
        """));

    [Fact]
    public void A_median_of_many_numbers_is_one_path() => Assert.Equal("0 1", session.Text("""
        $median = { param($x) $s = $x | Sort-Object; $s[50] }
        $global:adf = New-AdFunction $median
        $random = [Random]::new(7)
        $wrong = 0
        foreach ($i in 1..1000) {
            $x = [double[]]::new(101)
            for ($j = 0; $j -lt 101; $j++) { $x[$j] = $random.NextDouble() }
            $sorted = [double[]]$x.Clone(); [array]::Sort($sorted)
            if ($adf.Invoke($x) -ne $sorted[50]) { $wrong++ }
        }
        $wrong; $adf.Signatures[0].Paths
        """));

    [Fact]
    public void NaN_comes_first() => Assert.Equal("NaN 3 -Infinity", session.Text("$f = New-AdFunction { param($x) ($x | Sort-Object)[0]; ($x | Sort-Object -Descending)[0]; ($x | Sort-Object)[1] }; $f.Invoke([double[]](3, [double]::NaN, 1, [double]::NegativeInfinity)) | ForEach-Object { $_ }"));

    [Fact]
    public void What_is_not_traced_goes_to_the_cmdlet_itself() => Assert.Equal("1", session.Text("""
        (New-AdFunction { param($x)
            $ok = (('a', 'b', 1 | Sort-Object -Descending) -join ',') -eq 'b,a,1'
            $ok = $ok -and ('ab', 'cd' | Measure-Object -Character -Line).Lines -eq 2
            $ok = $ok -and (Sort-Object -InputObject 'a') -eq 'a'
            $ok = $ok -and (1, 2, 3 | Measure-Object -Sum).Sum -eq 6
            $ok = $ok -and (Get-ChildItem / -ErrorAction SilentlyContinue | Sort-Object Name | Measure-Object).Count -gt 3
            try { 1 | Sort-Object -Nothing; $ok = $false } catch { $ok = $ok -and $_.Exception.Message -match 'Nothing' }
            if ($ok) { $x } else { -$x }
        }).Invoke(1.0)
        """));
}
