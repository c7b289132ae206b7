namespace Autodiff.PowerShell.Tests.Functions;

/// <summary>Leaves of trees that are text, dates and the like, and integers where floats are meant.</summary>
[Collection("PowerShell")]
public class TextLeafTests(PowerShellSession session)
{
    [Fact]
    public void Rows_of_a_csv_file_share_one_trace() => Assert.Equal("10000 3 20000 : 1", session.Text("""
        $rows = 1..10000 | ForEach-Object { "$($_ * 2).50,$_" } | ConvertFrom-Csv -Header price, n
        $f = New-AdFunction { param($row) $row.price * 2 - $row.n * 2 }
        $r = $rows | Invoke-AdCompiled $f; $r.Count; $r[0]; $r[9999] - 1; ':'; $f.Signatures.Count
        """));

    [Theory]
    [InlineData("$row.price + 1")]
    [InlineData("1 + $row.price")]
    [InlineData("$row.price * $row.price")]
    [InlineData("[double] $row.price / 2")]
    [InlineData("if ($row.price -gt 2) { [Math]::Sqrt($row.price) } else { -$row.price }")]
    [InlineData("[Math]::Round([double] $row.price, 1)")]
    public void Numeric_operators_treat_it_as_the_number(string body) => Assert.Equal("True True", session.Text($$"""
        $block = { param($row) {{body}} }; $f = New-AdFunction $block
        foreach ($p in '1.25', '4.5') { $f.Invoke([pscustomobject]@{ price = $p }) -eq (& $block @{ price = [double] $p }) }
        """));

    // Text that is a number, used as text: the same number may have several.
    [Theory]
    [InlineData("\"$($h.v)\"")]
    [InlineData("[string] $h.v")]
    [InlineData("$h.v.ToString() + $h.v.Length")]
    [InlineData("'{0} {0:F3}' -f $h.v")]
    [InlineData("@($h.v, 'x') -join '-'")]
    [InlineData("$h.v.Substring(0, 1) + $h.v.Trim().PadLeft(5)")]
    [InlineData("$h.v -replace '\\.', ','")]
    [InlineData("($h.v -split '\\.')[0] + ($h.v -match '50')")]
    [InlineData("$h.v -eq '1.50'")]
    [InlineData("'1.50' -ne $h.v")]
    [InlineData("$h.v -in '1.50', '3'")]
    [InlineData("'1.50', '3' -contains $h.v")]
    [InlineData("switch ($h.v) { '1.50' { 1 } default { 2 } }")]
    [InlineData("@{ '1.50' = 3; '1.5' = 4; '2' = 5 }[$h.v]")]
    [InlineData("$t = @{ '1.50' = 3; '1.5' = 4; '2' = 5 }; $t.($h.v)")]
    [InlineData("$t = @{ '1.50' = 3 }; $t.ContainsKey($h.v)")]
    [InlineData("$t = @{ $h.v = 7 }; \"$($t.Keys)\"")]
    [InlineData("([double] $h.v).ToString('F3')")]
    [InlineData("function Get-AdDouble([double] $n) { \"$n\" }; Get-AdDouble $h.v")]
    [InlineData("if ($h.v -eq '1.50') { 3 * $h.v } else { 2 * $h.v }")]
    public void As_text_it_is_its_text(string body) => Assert.Equal("True", session.Text($$"""
        $block = { param($h) {{body}} }; $f = New-AdFunction $block; $values = '1.50', '1.5', '2', '1.50'
        $plain = foreach ($v in $values) { & $block @{ v = $v } }; $traced = foreach ($v in $values) { $f.Invoke(@{ v = $v }) }
        "$plain" -eq "$traced"
        """));

    [Theory]
    [InlineData("@{ name = 'a'; v = 2.0 }", "@{ name = 'b'; v = 2.0 }", "if ($r.name -eq 'a') { $r.v } else { -$r.v }", "2 -2")]
    [InlineData("@{ name = '007'; v = 2.0 }", "@{ name = '7'; v = 2.0 }", "if ($r.name -is [string]) { 3 * $r.v } else { $r.v }", "6 2")]
    [InlineData("@{ name = [datetime]'2020-01-01'; v = 2.0 }", "@{ name = [datetime]'2021-01-01'; v = 2.0 }", "$r.name.Year * $r.v", "4040 4042")]
    [InlineData("@{ name = $null; v = 2.0 }", "@{ name = 'a'; v = 2.0 }", "if ($null -eq $r.name) { $r.v } else { -$r.v }", "2 -2")]
    [InlineData("[pscustomobject]@{ name = [DayOfWeek]::Monday; v = 2.0 }", "[pscustomobject]@{ name = [DayOfWeek]::Friday; v = 2.0 }", "[int] $r.name * $r.v", "2 10")]
    [InlineData("@{ tags = @('a', 'b'); v = 2.0 }", "@{ tags = @('a'); v = 2.0 }", "$r.tags.Count * $r.v", "4 2")]
    public void Other_leaves_are_part_of_the_signature(string first, string second, string body, string expected) =>
        Assert.Equal($"{expected} : 2", session.Text($"$f = New-AdFunction {{ param($r) {body} }}; $f.Invoke({first}); $f.Invoke({second}); $null = $f.Invoke({first}); ':'; $f.Signatures.Count"));

    [Fact]
    public void Gradients_and_results_keep_them() => Assert.Equal("a 5 a 2.5 6", session.Text("""
        $g = (New-AdFunction { param($r) $r.v * $r.v } | Get-AdGradient).Invoke(@{ name = 'a'; v = 2.5 }); $g.name; $g.v
        $r = Invoke-AdCompiled { param($x) [pscustomobject]@{ name = 'a'; text = '2.5'; v = $x * 2 } } 3.0; $r.name; $r.text.ToString(); $r.v
        """));

    [Theory]
    [InlineData("[double[]] $x", "f64", "2 4 6")]
    [InlineData("[float[]] $x", "f32", "2 4 6")]
    [InlineData("[System.Collections.Generic.List[double]] $x", "f64", "2 4 6")]
    public void Integers_for_an_array_of_floats_are_floats(string parameter, string dtype, string gradient) => Assert.Equal($"{dtype} {gradient}", session.Text(
        $"$g = (New-AdFunction {{ param({parameter}) $s = 0.0; foreach ($v in $x) {{ $s += $v * $v }}; $s }} | Get-AdGradient).Invoke(@(1, 2, 3)); $g.DType; $g.Data"));
}
