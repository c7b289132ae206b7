namespace Autodiff.PowerShell.Tests.Functions;

/// <summary>A traced value as a condition has the value of the call, or is an error that no script can swallow.</summary>
[Collection("PowerShell")]
public class ConditionTests(PowerShellSession session)
{
    public static TheoryData<string> Blocks => new()
    {
        "if ($x -gt 1) { $x * $x } elseif ($x -gt 0) { 2 * $x } else { $x * $x * $x }",
        "if ($x -ge 1 -and $x -lt 4) { $x * $x } else { -$x }",
        "if ($x -lt 1 -or $x -gt 4) { $x * $x } else { -$x }",
        "if (-not ($x -le 1)) { $x * $x } else { -$x }",
        "if (!($x -le 1)) { $x * $x } else { -$x }",
        "if ($x -eq 2) { $x * $x } else { -$x }",
        "if ($x -ne 2) { $x * $x } else { -$x }",
        "if ($x - 2) { $x * $x } else { -$x }",
        "if ($x -gt 1 -xor $x -gt 3) { $x * $x } else { -$x }",
        "$x -gt 1 ? $x * $x : -$x",
        "$y = $x; while ($y * $y -lt 50) { $y = $y * 1.7 + 1 }; $y * $x",
        "$y = $x; do { $y = $y * 1.5 + 1 } until ($y -gt 8); $y * $x",
        "$y = $x; do { $y = $y * 1.5 + 1 } while ($y -lt 8); $y * $x",
        "for ($y = $x; $y -lt 9; $y = $y * 2 + 3) { }; $y * $x",
        "if ($x -gt 1) { return $x * $x }; -$x",
        "$s = 0.0; @($x, ($x - 2), ($x + 1)) | Where-Object { $_ -gt 0 } | ForEach-Object { $s = $s + $_ * $_ }; $s",
        "try { if ($x -gt 1) { throw 'high' }; $x * 2 } catch { $x * $x }",
        "$c = $x -gt 1; if ($c) { $y = $x * 2 } else { $y = $x }; if ($c) { $y * $y } else { $y }",
        "function Get-Part($v) { if ($v -gt 1) { $v * $v } else { 0.5 * $v } }; (Get-Part $x) + (Get-Part ($x - 1)) * $x",
        "function Get-Deep($v) { if ($v -gt 9) { $v } else { 1.5 * (Get-Deep ($v * 1.5 + 1)) } }; Get-Deep $x",
    };

    [Fact]
    public void Code_that_never_ends_is_an_error_with_its_line()
    {
        session.Fails("TooDeep … line 2: body 1 of Cond is traced inside other traced code more than … [Ad]::WhileLoop", """
            $again = {
                param($x) [Ad]::Cond($x -gt 0, $again, { param($y) $y }, $x - 1) }
            Invoke-AdCompiled $again 3.5
            """);
        session.Fails("TooDeep … line 2: f is traced inside other traced code", """
            $f = New-AdFunction { param($x)
                1 + $f.Invoke($x - 1) }
            Invoke-AdCompiled $f 3.5
            """);
        // More than any other test needs, because the variable belongs to the process.
        session.Fails("TooManyOperations … line 5: The traced code has more than 300,000 operations, the limit of $env:AUTODIFF_MAX_OPERATIONS … [Ad]::WhileLoop", """
            $env:AUTODIFF_MAX_OPERATIONS = 300000
            try {
                Invoke-AdCompiled { param($x)
                    while ($true) {
                        $x = $x + 1
                    } } 3.5
            } finally { $env:AUTODIFF_MAX_OPERATIONS = $null }
            """);
    }

    [Theory, MemberData(nameof(Blocks))]
    public void Each_branch_has_the_value_and_the_slope_of_plain_PowerShell(string block)
    {
        string[] lines = [.. session.Run($$"""
            $plain = { param($x) {{block}} }
            $f = New-AdFunction $plain
            $g = $f | Get-AdGradient
            foreach ($x in -1.3, 0.4, 2.0, 2.7, 5.1) {
                $value = & $plain $x
                $slope = ((& $plain ($x + 1e-6)) - (& $plain ($x - 1e-6))) / 2e-6
                foreach ($again in 1, 2) {
                    $a = (Invoke-AdCompiled $f $x) - $value
                    $b = (Invoke-AdCompiled $g $x) - $slope
                    if ([Math]::Abs($a) -gt 1e-12 * (1 + [Math]::Abs($value))) { "value at $x is off by $a" }
                    if ([Math]::Abs($b) -gt 1e-5 * (1 + [Math]::Abs($slope)) -and $x -ne 2) { "slope at $x is off by $b" }
                }
            }
            """).Select(o => o.ToString())];
        Assert.Empty(lines);
    }

    public static TheoryData<string, string> Failures
    {
        get
        {
            var r = new TheoryData<string, string>();
            string[] bodies = ["$y = [Ad]::Reshape($x, (2, 3))", "$y = $x + 'abc'", "$y = [Ad]::Sin('abc')", "$y = [Ad]::Take($x, 7)", "$y = $x -as [datetime]", "if ([Ad]::Stack(@($x, $x), 0) -gt 0) { 1 }", "$h.Invoke($x)"];
            foreach (string body in bodies)
                foreach (string preference in (string[])["Continue", "SilentlyContinue", "Stop", "Ignore"]) r.Add(body, preference);
            return r;
        }
    }

    [Theory, MemberData(nameof(Failures))]
    public void A_failure_in_a_trace_is_sticky(string body, string preference)
    {
        foreach (string wrapped in (string[])[body, $"try {{ {body} }} catch {{ }}", $"trap {{ continue }}; {body}"])
        {
            string script = $$"""
                $ErrorActionPreference = '{{preference}}'
                $h = New-AdFunction { param($x) [Ad]::Reshape($x, 5) }
                $f = New-AdFunction { param($x)
                    {{wrapped}}
                    $x * 2 }
                try { Invoke-AdCompiled $f 1.0 } catch { "! $_" }
                """;
            Assert.Matches("^! line (2|4): ", session.RunAll(script).Output.Single().ToString());
        }
        Assert.Equal("4", session.Text("(New-AdFunction { param($x) $x * 2 }).Invoke(2.0)"));
    }

    [Theory]
    [InlineData("New-AdFunction { param($x)\n if ($x -gt 0) { $x } else { -$x } } | Get-AdVmap | Invoke-AdCompiled -ArgumentList (, @(1.0, 2.0))", "Get-AdVmap")]
    [InlineData("Invoke-AdCompiled (New-AdFunction { param($x) [Ad]::ForLoop(0, 3, { param($i, $c)\n if ($c -gt 0) { $c } else { -$c } }, $x) }) 1.0", "the carry of ForLoop")]
    [InlineData("Invoke-AdCompiled (New-AdFunction { param($x) [Ad]::Scan({ param($c, $v)\n if ($v -gt 0) { $c } else { -$c }; $null }, 1.0, $x)[0] }) @(1.0, 2.0)", "an item of Scan")]
    public void Where_there_is_no_value_the_error_names_the_line_and_the_cure(string script, string what)
    {
        var error = session.Error(script);
        PowerShellSession.Fails($"NoValue … line 2: … {what} … [Ad]::Where(condition, a, b) … [Ad]::Cond … [Ad]::WhileLoop", error);
        Assert.StartsWith("NoValue,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("throw 'mine'", "mine")]
    [InlineData("Write-Missing", "The term 'Write-Missing' is not recognized")]
    [InlineData("[int]::Parse('q')", "The input string 'q' was not in a correct format.")]
    public void What_the_block_throws_itself_comes_out(string body, string message)
    {
        string script = $"$f = New-AdFunction {{ param($x) if ($global:adThrow) {{ {body} }}; $x * 2 }}; $global:adThrow = $true; try {{ Invoke-AdCompiled $f 1.0 }} catch {{ \"$_\" }}; $global:adThrow = $false; Invoke-AdCompiled $f 1.0";
        string text = session.Text(script);
        Assert.Contains(message, text, StringComparison.Ordinal);
        Assert.EndsWith(" 2", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("break")]
    [InlineData("continue")]
    public void Leaving_the_block_by_break_is_refused(string word)
    {
        var (output, errors, _) = session.RunAll($"foreach ($i in 1, 2) {{ Invoke-AdCompiled (New-AdFunction {{ param($x) {word} }}) 1; 'next' }}");
        Assert.Equal(2, output.Count);
        PowerShellSession.Fails("LeftBlock … break or continue … return", errors[0]);
    }

    [Theory]
    [InlineData("$global:adEscaped + 1")]
    [InlineData("if ($global:adEscaped) { 1 }")]
    [InlineData("[Ad]::Sin($global:adEscaped)")]
    [InlineData("(New-AdFunction { param($y) $y + $global:adEscaped }).Invoke(1.0)")]
    [InlineData("Invoke-AdCompiled (New-AdFunction { param($y) $y }) $global:adEscaped")]
    public void A_traced_value_that_escaped_is_an_error(string use)
    {
        session.Run("$null = (New-AdFunction { param($x) $global:adEscaped = $x; $x }).Invoke(1.0)");
        session.Fails("EscapedTracer … f64[]", use);
        Assert.Equal("2", session.Text("(New-AdFunction { param($y) $y + 1 }).Invoke(1.0)"));
    }
}
