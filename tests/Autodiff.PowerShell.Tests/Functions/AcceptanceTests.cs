namespace Autodiff.PowerShell.Tests.Functions;

/// <summary>The main use, as a user types it.</summary>
[Collection("PowerShell")]
public class AcceptanceTests(PowerShellSession session)
{
    [Theory]
    [InlineData("New-AdFunction { param($x) $g = New-AdFunction { param($y) $x + $y } | Get-AdGradient; $x * $g.Invoke(1.0) } | Get-AdGradient | Invoke-AdCompiled -ArgumentList 2.0", "1")]
    [InlineData("New-AdFunction { param($x) [Ad]::ForLoop(0, 2, { param($i, $c) $c * $x }, 1.0) } | Get-AdGradient | Invoke-AdCompiled -ArgumentList 2.0", "4")]
    [InlineData("$f = New-AdFunction { param($x) if ($x -gt 0) { $x * $x } else { -3 * $x } } | Get-AdGradient; -2.0, 5.0 | Invoke-AdCompiled $f", "-3 10")]
    [InlineData("$f = New-AdFunction { param($x) [Ad]::Sin($x) * $x }; $f | Get-AdGradient | Invoke-AdCompiled -ArgumentList 0.0", "0")]
    [InlineData("$f = New-AdFunction { param($x) $x * $x * $x }; 1..3 | Invoke-AdCompiled ($f | Get-AdGradient | Get-AdGradient)", "6 12 18")]
    public void One_liners(string script, string expected) => Assert.Equal(expected, session.Text(script));

    [Fact]
    public void Each_path_is_traced_once_however_many_numbers_follow()
    {
        Assert.Equal("2 paths, 200 calls", session.Text("""
            $f = New-AdFunction { param($x) if ($x -gt 0) { $x * $x } else { -3 * $x } }
            $g = $f | Get-AdGradient
            $null = -99..100 | Invoke-AdCompiled $g
            $s = $f.Signatures
            "$($s.Paths) paths, $($s.Calls + 2) calls"
            """));
    }
}
