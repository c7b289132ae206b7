namespace Autodiff.PowerShell.Tests.Rewriting;

/// <summary>Comparisons, membership and switches that PowerShell would decide and not ask the value.</summary>
[Collection("PowerShell")]
public class ComparisonTests(PowerShellSession session)
{
    [Theory]
    [InlineData("if (0 -lt $x) { $x * $x } else { -3 * $x }", "-2.0, 2.0")]
    [InlineData("if (2 -gt $x) { $x * $x } else { -3 * $x }", "1.5, 2.5")]
    [InlineData("if (2 -ge $x) { $x * $x } else { -3 * $x }", "1.5, 2.5")]
    [InlineData("if (2 -le $x) { $x * $x } else { -3 * $x }", "1.5, 2.5")]
    [InlineData("if (2 -cle $x) { $x * $x } elseif (1 -ilt $x) { $x } else { -3 * $x }", "0.5, 1.5, 2.5")]
    [InlineData("$limit = 2; if ($limit -gt $x -and 0 -lt $x) { $x * $x } else { 5 * $x }", "-1.0, 1.0, 3.0")]
    [InlineData("if ('2' -eq 2) { $x } else { $x * 2 }", "1.0")]
    [InlineData("$s = 0; for ($i = 0; $i -lt $x; $i++) { $s += $x * $i }; $s", "0.5, 2.5, 4.5")]
    [InlineData("$n = 0; while (10 -gt $n * $x) { $n += 1 }; $n * $x", "2.3, 4.7")]
    [InlineData("$n = 1; do { $n = $n * 2 } until ($n -ge $x); $n * $x", "3.3, 9.0")]
    [InlineData("(1 -lt $x ? 2 : 3) * $x", "0.5, 1.5")]
    [InlineData("$big = 1 -lt $x; if (-not $big) { $x } else { $x * $x }", "0.5, 1.5")]
    [InlineData("if ($null -eq $x) { 1 } elseif ($x -eq $null) { 2 } elseif ($null -ne $x) { 3 * $x } else { 4 }", "1.5")]
    [InlineData("if ($true -eq $x) { 2 * $x } else { 3 * $x }", "1.5")]
    [InlineData("if ($false -eq $x) { 2 * $x } else { 3 * $x }", "1.5")]
    [InlineData("if (@{} -eq $x) { 2 * $x } else { 3 * $x }", "1.5")]
    [InlineData("$kept = @($x, ($x * 2), ($x * 3)) -gt 3; $s = 0; foreach ($v in $kept) { $s += $v }; $s", "0.5, 1.2, 2.0, 4.0")]
    [InlineData("$kept = @(($x * 2), 7) -lt $x * 3; $s = 0; foreach ($v in $kept) { $s += $v * $x }; $s", "1.2, 2.5")]
    public void The_value_may_be_on_the_right(string block, string points) => Agreement.Holds(session, "", "param($x) " + block, points);

    [Theory]
    [InlineData("if (2 -eq $x) { $x * $x } else { -3 * $x }", "1.0 2.0 3.0", "-3 4 -9")]
    [InlineData("if (2 -ne $x) { $x * $x } else { -3 * $x }", "1.0 2.0", "1 -6")]
    [InlineData("if (2 -ceq $x) { 1 } else { 0 }", "1.0 2.0", "0 1")]
    [InlineData("if ($x -in 1, 2, 3) { $x * $x } else { -$x }", "2.0 2.5", "4 -2.5")]
    [InlineData("if ($x -notin 1, 2, 3) { $x * $x } else { -$x }", "2.0 2.5", "-2 6.25")]
    [InlineData("if (1, 2, 3 -contains $x) { $x * $x } else { -$x }", "2.0 2.5", "4 -2.5")]
    [InlineData("if (1, 2, 3 -cnotcontains $x) { $x * $x } else { -$x }", "2.0 2.5", "-2 6.25")]
    [InlineData("if (4 -in $x, ($x * $x)) { 1 } else { 0 }", "4.0 2.0 3.0", "1 1 0")]
    [InlineData("if (@($x, $null, 'a') -contains 'a') { 1 } else { 0 }", "4.0", "1")]
    [InlineData("if ($x -in @()) { 1 } else { 0 }", "4.0", "0")]
    [InlineData("if ($null -in @($x)) { 1 } else { 0 }", "4.0", "0")]
    [InlineData("if ($x -in 4) { 1 } else { 0 }", "4.0 5.0", "1 0")]
    public void Equality_and_membership(string block, string points, string expected) => Gives(block, points, expected);

    [Theory]
    [InlineData("if (2 -in $x) { 1 } else { 0 }", "1")]
    [InlineData("if ($x -contains 5) { 1 } else { 0 }", "0")]
    [InlineData("if ($x -notcontains 5) { 1 } else { 0 }", "1")]
    [InlineData("[Ad]::Where(2 -le $x, $x, 0)", "[0. 2. 3.]")]
    [InlineData("[Ad]::Where(@(3, 2, 1) -eq $x, $x, 0)", "[0. 2. 0.]")]
    [InlineData("[Ad]::Sum(@(3, 2, 1) -lt $x)", "1")]
    [InlineData("$s = 0; foreach ($v in $x) { if (2 -le $v) { $s += $v } }; $s", "5")]
    public void Arrays(string block, string expected) => Assert.Equal(expected, session.Text($"\"$((New-AdFunction {{ param($x) {block} }}).Invoke([double[]](1, 2, 3)))\""));

    [Theory]
    [InlineData("switch ($x) { 1 { $x * 2 } 2.5 { $x * $x } default { -$x } }", "1.0 2.5 3.0", "2 6.25 -3")]
    [InlineData("switch ($x) { '1' { 'a'.Length } 'two' { 9 } default { -$x } }", "1.0 2.0", "1 -2")]
    [InlineData("switch ($x) { { $_ -gt 2 } { $x * 3; break } { 1 -lt $_ } { $x * 2; break } default { $x } }", "3.0 1.5 0.5", "9 3 0.5")]
    [InlineData("$n = 0; switch ($x) { 1 { $n += 10 } { $_ -gt 0 } { $n += 20 } }; $n", "1.0 2.0", "30 20")]
    [InlineData("switch -exact ($x * 2) { 4 { $x } default { 0 } }", "2.0 3.0", "2 0")]
    [InlineData("$k = 3; switch ($x) { $k { 1 } ($k + 1) { 2 } $null { 3 } default { 4 } }", "3.0 4.0 5.0", "1 2 4")]
    [InlineData("switch ($x -gt 3) { $true { $x } $false { -$x } 1 { 'never' } }", "4.0 2.0", "4 -2")]
    [InlineData("switch ($true) { ($x -gt 3) { $x } ($x -le 3) { -$x } }", "4.0 2.0", "4 -2")]
    [InlineData("switch ($true) { { 3 -lt $x } { $x } default { -$x } }", "4.0 2.0", "4 -2")]
    [InlineData("switch (1, 2, 5) { $x { $_ * 10 } }", "2.0 5.0", "20 50")]
    [InlineData("$c = { 2 -lt $_ }; switch ($x) { $c { 1 } default { 0 } }", "3.0 1.0", "1 0")]
    [InlineData("$r = switch ($x) { 1 { 'one' } default { 'other' } }; $r.Length * $x", "1.0 2.0", "3 10")]
    [InlineData("switch ('abc') { 'abc' { $x } default { 0 } }", "2.0", "2")]
    [InlineData("switch -wildcard ('abc') { 'a*' { $x } }", "2.0", "2")]
    [InlineData("$n = 0; switch ($x, ($x + 1)) { 2 { $n += 5 } 3 { $n += 6 } }; $n", "2.0", "11")]
    public void Switches(string block, string points, string expected) => Gives(block, points, expected);

    [Fact]
    public void A_switch_over_an_array_runs_over_its_rows() =>
        Assert.Equal("20 9", session.Text("(New-AdFunction { param($x) $n = 0; switch ($x) { 2 { $n += 10 } { $_ -gt 1 } { $n += 5 } }; $n }).Invoke([double[]](1, 2, 3)); (New-AdFunction { param($x) switch ($x) { 3 { $_ * $_ } } }).Invoke([double[]](1, 2, 3))"));

    [Theory]
    [InlineData("(1, 2, 3).Where({ $_ -lt $x }).Count", "2.5 1.5", "2 1")]
    [InlineData("(1, 2, 3).Where({ $x -gt $_ })[-1] * $x", "2.5", "5")]
    [InlineData("$v = @($x, 2).Where({ $_ -gt 2 }); if ($v.Count -gt 0) { $v[0] } else { 0 }", "3.0 1.0", "3 0")]
    [InlineData("$keep = { $_ -lt $x }; (1, 2, 3).Where($keep).Count", "2.5", "2")]
    [InlineData("(1, 2, 3).Where({ if ($_ -eq 2) { return $x -gt 0 }; $false }).Count", "1.0 -1.0", "1 0")]
    [InlineData("(1, 2, 3).Where({ $x -gt $_ }, 'First').Count", "2.5", "1")]
    [InlineData("@(1, 2, 3 | Where-Object { $_ -lt $x }).Count", "2.5", "2")]
    [InlineData("$keep = { $_ -lt $x }; @(1, 2, 3 | Where-Object $keep).Count", "2.5", "2")]
    [InlineData("$s = 0; 1, 2, 3 | ForEach-Object { if ($_ -lt $x) { $s += $_ * $x } }; $s", "2.5", "7.5")]
    [InlineData("$l = @(@{ P = 1 }, @{ P = 3 }); @($l | Where-Object P -lt $x).Count", "2.0", "1")]
    [InlineData("$l = @(@{ P = 1 }, @{ P = 2 }); @($l | where P -eq $x).Count", "2.0 5.0", "1 0")]
    [InlineData("$l = @(@{ P = $x }, @{ P = 3 }); @($l | Where-Object P -lt 2.5).Count", "2.0 5.0", "1 0")]
    [InlineData("$l = @(@{ P = $x }, @{ P = 3 }); @($l | Where-Object P).Count", "2.0 0.0", "2 1")]
    public void Filters(string block, string points, string expected) => Gives(block, points, expected);

    [Theory]
    [InlineData("if (@($x)) { 1 } else { 2 }", "0.0 3.0", "2 1")]
    [InlineData("$l = @($x); if (-not $l) { 1 } elseif ($l -and $x -lt 5) { 2 } else { 3 }", "0.0 3.0 7.0", "1 2 3")]
    [InlineData("$l = @(, @($x)); $n = 0; while ($l -and $n -lt 2) { $n++ }; $n", "0.0 3.0", "2 2")]
    [InlineData("$l = [System.Collections.Generic.List[object]]::new(); $l.Add($x); $l ? 1 : 2", "0.0 3.0", "2 1")]
    [InlineData("$h = @{ v = @($x) }; do { $r = 1 } until ($h.v -or $x -eq 0); if ($h['v'] -xor $true) { $r } else { 2 }", "0.0 3.0", "1 2")]
    [InlineData("if (@(0, $x)) { 1 } else { 2 }", "0.0", "1")]
    [InlineData("if (@($x).Where({ $_ -gt 1 })) { 1 } else { 2 }", "0.0 3.0", "2 1")]
    public void A_list_of_one_is_as_true_as_its_item(string block, string points, string expected) => Gives(block, points, expected);

    [Theory]
    [InlineData("if ('abc' -eq $x) { 1 }", "NotANumber … line 1: … Equal: … 'abc'")]
    [InlineData("if ($null -lt $x) { 1 }", "NullArgument … line 1: … LessThan: … $null")]
    [InlineData("if (@(1, 2) -eq $x) { 1 }", "AmbiguousTruth … line 1: … [2] … [Ad]::Any($x) … [Ad]::All($x)")]
    [InlineData("switch -regex ($x) { 'a' { 1 } }", "TracedText … line 1: … f64[]* … \"$x\" … [Ad]::Print(format, $x) … $x.Shape … $x.DType")]
    [InlineData("if ([Ad]::Stack(@($x, $x)) -in 1, 2) { 1 }", "NotScalar … line 1: … -in: … f64[2]* … [Ad]::Any … [Ad]::All")]
    public void Errors(string block, string error) => session.Fails(error, $"Invoke-AdCompiled (New-AdFunction {{ param($x) {block} }}) 1.5");

    void Gives(string block, string points, string expected)
    {
        string run = $"param($x) {block}";
        string calls = string.Join("; ", points.Split(' ').Select(p => $"$f.Invoke({p})"));
        Assert.Equal(expected, session.Text($"$f = New-AdFunction {{ {run} }}; {calls}"));
        // Once more, with the paths that are known now; and PowerShell by itself.
        Assert.Equal(expected, session.Text($"$f = New-AdFunction {{ {run} }}; $null = {calls.Replace("; ", ", ", StringComparison.Ordinal)}; {calls}"));
        Assert.Equal(expected, session.Text(string.Join("; ", points.Split(' ').Select(p => $"& {{ {run} }} ({p})"))));
    }
}
