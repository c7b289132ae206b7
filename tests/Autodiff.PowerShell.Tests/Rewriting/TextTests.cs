namespace Autodiff.PowerShell.Tests.Rewriting;

/// <summary>Text of a traced number is PowerShell's: of this call's number where it is shown, and a condition of the path where it is used.</summary>
[Collection("PowerShell")]
public class TextTests(PowerShellSession session)
{
    // The texts are numbers, so that plain PowerShell and the traced function can be compared; each point is a path of its own.
    [Theory]
    [InlineData("param($x) [double]\"$x\" + $x")]
    [InlineData("param($x) [double]\"1$($x * 2)\" * $x")]
    [InlineData("param($x) $s = '{0:F1}' -f $x; [double]$s + $x * $x")]
    [InlineData("param($x) $s = '{0}{1:F2}' -f 1, $x; [double]$s + $x")]
    [InlineData("param($x) $s = $x.ToString('F1'); [double]$s + $x")]
    [InlineData("param($x) $s = [string]$x; [double]$s * $x")]
    [InlineData("param($x) $s = [string]::Format('{0:F2}', $x); [double]$s * $x")]
    [InlineData("param($x) $s = 1, $x -join ''; [double]$s + $x")]
    [InlineData("param($x) $s = -join (1, $x); [double]$s + $x")]
    [InlineData("param($x) if (\"n $x\" -eq 'n 2.5') { $x * $x } else { 3 * $x }")]
    [InlineData("param($x) $s = @\"\n$x\n\"@; if ($s.Trim().Length -gt 3) { $x * $x } else { 3 * $x }")]
    [InlineData("param($x) Write-Verbose \"x is $x\"; if ($x -gt 2) { $x * $x } else { 5 * $x }")]
    public void Values_are_those_of_plain_PowerShell(string block)
    {
        var rows = session.RunAll($"$block = {{ {block} }}; $f = New-AdFunction $block; foreach ($x in 1.5, 2.5, 3.25, 1.5, 2.5) {{ [Math]::Abs($f.Invoke($x) - (& $block $x)) }}");
        Assert.Empty(rows.Errors);
        Assert.All(rows.Output, d => Assert.Equal(0.0, (double)d.BaseObject, 12));
        Assert.True(rows.Warnings.Count <= 1, string.Join("\n", rows.Warnings));
    }

    [Theory]
    [InlineData("param($x) Write-Verbose \"x is $x\"; if ($x -gt 2) { $x * $x } else { 5 * $x }", "1.5, 3.0")]
    [InlineData("param($x) Write-Verbose ('{0:F3}' -f $x); Write-Debug $x; Write-Progress 'steps' -Status \"at $x\" -PercentComplete ($x * 10); if ($x -gt 2) { $x * $x } else { 5 * $x }", "1.5, 3.0")]
    [InlineData("param($x) if ($x -gt 100) { throw \"bad $x\" }; if ($x -gt 2) { $x * $x } else { 5 * $x }", "1.5, 3.0")]
    public void Gradients_beside_text_that_is_shown(string block, string points) => Agreement.Holds(session, "", block, points);

    [Theory]
    [InlineData("param($x) $s = 'a' + $x; $t = 'n'; $t += $x; if (($x -match '^2') -or ('2.5' -match $x)) { $s.Length * $x } else { $t.Length * $x * $x }")]
    [InlineData("param($x) $s = 'ab' * $x; $s.Length * $x")]
    [InlineData("param($x) if ($x -like '*.5') { [double]($x -replace '5$', '25') * $x } else { ($x -split '\\.').Count * $x + (-split $x).Count }")]
    public void Operators_of_text_are_those_of_PowerShell(string block)
    {
        var rows = session.RunAll($"$block = {{ {block} }}; $f = New-AdFunction $block; foreach ($x in 1.5, 2.5, 3.25, 1.5, 2.5) {{ [Math]::Abs($f.Invoke($x) - (& $block $x)) }}");
        Assert.Empty(rows.Errors);
        Assert.All(rows.Output, d => Assert.Equal(0.0, (double)d.BaseObject, 12));
    }

    // Text that is a number and nothing else is that number again where it is read.
    [Theory]
    [InlineData("param($x) [double]\"$x\" * $x + [double][string]$x", "1.5, -2.25, 0.1")]
    [InlineData("param($x) [double]::Parse(($x * $x).ToString()) + [double]::Parse($x)", "1.5, -2.25, 0.1")]
    [InlineData("param($x) $n = 0.0; if ([double]::TryParse([string]$x, [Globalization.NumberStyles]::Float, [cultureinfo]::InvariantCulture, [ref] $n)) { $n * $n } else { 1.0 }", "1.5, -2.25, 0.1")]
    [InlineData("function n([string] $s) { [double] $s * 2 }; [double] $d = \"$($x * 3)\"; (n $x) * $d", "1.5, -2.25, 0.1")]
    [InlineData("param($x) $t = \"$x\", \"$x\"; $t[1] = [string](2 * $x); [decimal]::Parse($t[0]) * [double]$t[1]", "1.5, -2.25, 0.25")]
    [InlineData("param([double[]] $v) $s = 0.0; foreach ($m in @($v -match '^[13]')) { $s += $m * $m }; foreach ($m in @($v -notlike '-*')) { $s += 3 * [double]$m }; $s", "@(1.5, 2.25, 4.5), @(-3.5, 7.5, 2.5), @(1.25, 3.5, 8.5)")]
    public void Numbers_that_are_read_from_their_text_keep_their_derivatives(string block, string points) =>
        Agreement.Holds(session, "", block.StartsWith("param", StringComparison.Ordinal) ? block : "param($x) " + block, points);

    [Fact]
    public void Zeros_have_signs() => Assert.Equal("0.00 -0.00 0.00 -0", session.Text("$f = New-AdFunction { param($x) '{0:F2}' -f ($x * 0) }; 1.0, -1.0, 2.0 | ForEach-Object { $f.Invoke($_) }; (New-AdFunction { param($x) \"$x\" }).Invoke(-0.0)"));

    [Fact]
    public void One_warning_names_the_line_once() => Assert.Matches(
        @"^line 2: .*f64\[\]\*.*\[Ad\]::Print\(format, \$x\)",
        Assert.Single(session.RunAll("$f = New-AdFunction { param($x)\n$s = \"$x\"\n if ($s -eq '1.5') { $x } else { 2 * $x } }; $null = $f.Invoke(1.5), $f.Invoke(2.5), $f.Invoke(3.5)").Warnings));

    [Theory]
    [InlineData("Write-Host $x", "1.5")]
    [InlineData("Write-Host \"x is $x and $($x * 2)\"", "x is 1.5 and 3")]
    [InlineData("Write-Host ('{0:F2}' -f $x)", "1.50")]
    [InlineData("Write-Host ([string]::Format('{0:F3}', $x))", "1.500")]
    [InlineData("Write-Host ('a' + $x)", "a1.5")]
    [InlineData("Write-Host $x.ToString('F1') -NoNewline", "1.5")]
    [InlineData("Write-Host (@($x, 2) -join ';')", "1.5;2")]
    [InlineData("Write-Information \"i $x\" -InformationAction Continue", "i 1.5")]
    [InlineData("Write-Verbose \"v $x\" -Verbose", "v 1.5")]
    [InlineData("Write-Warning \"w $x\"", "w 1.5")]
    [InlineData("function Show($v) { Write-Host \"in $v\" }; Show $x", "in 1.5")]
    public void The_host_and_streams_show_the_number_of_this_call(string body, string text) =>
        Assert.Equal([text, "3"], session.Run($"(New-AdFunction {{ param($x) {body}; $x * 2 }}).Invoke(1.5) 3>&1 4>&1 6>&1").Select(o => o.ToString()));

    [Theory]
    [InlineData("$r = Get-Random -Minimum 1.0 -Maximum 2.0", "[Ad]::RandomUniform")]
    [InlineData("$r = (Get-Date).Year", "Get-Date")]
    [InlineData("$r = (New-Object Random).Next()", "New-Object Random … [Ad]::RandomUniform")]
    [InlineData("$r = (New-Object -TypeName System.Random).NextDouble()", "New-Object Random")]
    [InlineData("$r = [Random]::new().Next()", "[Ad]::RandomUniform")]
    public void What_is_drawn_at_the_trace_is_a_constant_and_warns_once(string draw, string part)
    {
        var (output, errors, warnings) = session.RunAll($"$f = New-AdFunction {{ param($x)\n {draw}\n if ($x -gt 1) {{ $x * 2 }} else {{ $x * 3 }} }}; $f.Invoke(1.0), $f.Invoke(2.0), $f.Invoke(1.0)");
        Assert.Empty(errors);
        Assert.Equal([3.0, 4.0, 3.0], output.Select(o => (double)o.BaseObject));
        Assert.StartsWith("line 2: ", Assert.Single(warnings), StringComparison.Ordinal);
        Assert.All(part.Split(" … "), p => Assert.Contains(p, warnings[0], StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("$s = \"a $x\"")]
    [InlineData("Write-Host $x")]
    [InlineData("Write-Host \"a $x\"")]
    public void Without_a_number_the_error_names_Print(string body) =>
        session.Fails("NoValue … line 1: … f64[] … [Ad]::Print(format, $x) … $x.Shape … $x.DType", $"Invoke-AdCompiled (Get-AdVmap {{ param($x) {body}; $x }}) @(1.0, 2.0)");
}
