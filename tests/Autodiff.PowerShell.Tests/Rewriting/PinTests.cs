namespace Autodiff.PowerShell.Tests.Rewriting;

/// <summary>Where only a number is possible, the value in the current call is used and becomes a condition of the path. Also loops over the rows of a value.</summary>
[Collection("PowerShell")]
public class PinTests(PowerShellSession session)
{
    [Theory]
    [InlineData("$s = 0.0; foreach ($i in 1..[int]$x) { $s += $x / $i }; $s", "1.2, 3.3, 5.4")]
    [InlineData("$s = 0.0; foreach ($i in [int]$x..6) { $s += $x * $i }; $s", "3.3, 7.4")]
    [InlineData("(10, 20, 30)[[int]$x] * $x", "0.2, 1.3, 2.4")]
    [InlineData("(10, 20, 30)[-[int]$x] * $x", "1.3, 2.4")]
    [InlineData("$i = [int]$x; $a = 10, 20, 30; $a[$i] = 5; ($a[0] + $a[1] + $a[2]) * $x", "0.2, 1.3")]
    [InlineData("$i = [int]$x; $a = 10, 20, 30; $a[$i] += $x; $a[0] * $a[1]", "0.2, 1.3, 2.4")]
    [InlineData("$i = [int]$x; $a = 10, 20, 30; $p = $a[$i, 0]; $p[0] * $p[1] * $x", "0.2, 1.3")]
    [InlineData("$t = @{ 1 = 10.0; 2 = 20.0 }; $t[[int]$x] * $x", "1.2, 2.3")]
    [InlineData("$t = @{ 1 = 10.0; 2 = 20.0 }; $n = [int]$x; if ($t.ContainsKey($n)) { $t[$n] * $x } else { -$x }", "1.2, 2.3, 3.4")]
    [InlineData("$t = @{ 1 = 10.0; 2 = 20.0 }; $n = [int]$x; if ($t.Contains($n)) { $t.$n * $x } else { -$x }", "1.2, 3.4")]
    [InlineData("$n = [int]$x; $t = @{ $n = $x; other = 1 }; $t[2] * 3", "2.1")]
    [InlineData("$t = @{}; $t[[int]$x] = $x * $x; $t[2]", "2.1")]
    [InlineData("$n = [int]$x; $i = [array]::IndexOf((5, 6, 7), 6); (1, 2, 3).IndexOf($n) * $x + $i", "2.1, 7.2")]
    [InlineData("$d = [System.Collections.Generic.Dictionary[int, double]]::new(); $d[3] = 7; $d[[int]$x] * $x", "3.1")]
    [InlineData("'abc'[[int]$x].ToString().Length * $x", "1.1")]
    [InlineData("$rows = @(@(1, 2), @(3, 4)); $rows[[int]$x][[int]($x - 1)] * $x", "1.2")]
    [InlineData("$f = @{ a = { param($v) $v * 2 }; b = { param($v) $v * $v } }; $k = if (1 -lt $x) { 'b' } else { 'a' }; & $f[$k] $x", "0.5, 1.5")]
    [InlineData("$r = [Math]::Round($x, [int]$x); $x * $r", "1.26, 2.346")]
    public void Numbers_of_this_call(string body, string points) => Agreement.Holds(session, "", "param($x) " + body, points);

    [Theory]
    [InlineData("$s = 0; foreach ($v in $x) { $s += $v * $v }; $s")]
    [InlineData("$s = 1; foreach ($v in $x) { if ($v -gt 1.5) { $s = $s * $v } }; $s")]
    [InlineData("$m = $x[0]; foreach ($v in $x) { if ($m -lt $v) { $m = $v } }; $m * $m")]
    [InlineData("$s = 0; for ($i = 0; $i -lt $x.Count; $i++) { $s += $x[$i] * $i }; $s")]
    [InlineData("$s = 0; foreach ($i in 0..($x.Length - 1)) { $s += $x[$i] / ($i + 1) }; $s")]
    [InlineData("$a, $b, $c = $x; $a * $b - $c * $c")]
    [InlineData("$first, $rest = $x; $first * $rest[0] * $rest[1]")]
    [InlineData("$s = 0; foreach ($v in ($x | ForEach-Object { $_ })) { $s += $v * 3 }; $s")]
    [InlineData("$s = 0; foreach ($p in @($x[0], $x[2])) { $s += $p * $p }; $s")]
    [InlineData("$list = @(); foreach ($v in $x) { $list += $v * 2 }; $list[0] * $list[2] * $list.Count")]
    [InlineData("$list = [System.Collections.Generic.List[object]]::new(); foreach ($v in $x) { $list.Add($v * $v) }; $list[1] * $list[2]")]
    [InlineData("$n = 0; foreach ($v in $x) { if ($n -ge 2) { break }; if ($v -lt 1.5) { continue }; $n++; $y = $v }; $y * $n")]
    public void Rows_of_a_value(string body) => Agreement.Holds(session, "", "param($x) " + body, "[double[]](1, 2, 3), [double[]](3, 1.2, 2.7)");

    [Fact]
    public void The_rows_of_a_matrix_are_vectors() =>
        Assert.Equal("[ 6. 12.]", session.Text("\"$((New-AdFunction { param($x) $p = 1; foreach ($row in $x) { $p = $p * $row }; $p }).Invoke((, (1.0, 3.0) + , (6.0, 4.0))))\""));

    [Fact]
    public void A_rest_of_rows_is_an_array() =>
        Assert.Equal("2", session.Text("(New-AdFunction { param($x) $first, $rest = $x; $rest.Count * 1.0 }).Invoke([double[]](1, 2, 3))"));

    [Fact]
    public void Each_number_is_a_path_and_known_ones_are_not_traced_again()
    {
        Assert.Equal("10 20 10 20", session.Text("$global:adf = New-AdFunction { param($n) (10, 20, 30)[$n] }; $adf.Invoke(0); $adf.Invoke(1); $adf.Invoke(0); $adf.Invoke(1)"));
        Assert.Equal("2", session.Text("$adf.Signatures[0].Paths"));
    }

    [Theory]
    [InlineData("New-AdFunction { param($n)\n (10, 20)[$n] } | Get-AdVmap | Invoke-AdCompiled (, (0, 1))", "NoValue … line 2: … Get-AdVmap … [Ad]::ForLoop")]
    [InlineData("New-AdFunction { param($x) [Ad]::ForLoop(0, 2, { param($i, $c)\n $c + (10, 20)[$i] }, $x) } | Invoke-AdCompiled 1.0", "NoValue … line 2: … [Ad]::ForLoop")]
    public void Where_there_is_no_number_the_error_says_what_to_write(string script, string error) => session.Fails(error, script);
}
