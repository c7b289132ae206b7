namespace Autodiff.PowerShell.Tests.Rewriting;

/// <summary>Single [int] and [long] numbers go on as [double] where they overflow, on each side of the limit and again on the paths then known.</summary>
[Collection("PowerShell")]
public class WholeNumberTests(PowerShellSession session)
{
    [Theory]
    [InlineData("param($gb) $gb * 1GB / 1MB", "4, 1, 4")]
    [InlineData("param($n) $n * 1000", "3000000, 3, 3000000, (-3000000)")]
    [InlineData("param($n) 1000 * $n", "3, 3000000, 4")]
    [InlineData("param($n) $k = 1000; $k * $n", "3, 3000000, 4")]
    [InlineData("param($n) $n + 2147483647", "1, 0, (-1)")]
    [InlineData("param($n) -5 - $n", "2147483647, 3")]
    [InlineData("param($n) $k = -5; ($k - 1) - $n", "2147483647, 3")]
    [InlineData("param($n) $n - (-2147483648)", "1, 0, (-1)")]
    [InlineData("param($n) $n++; $n", "2147483647, 3")]
    [InlineData("param($n) $n--; $n", "(-2147483648), 3")]
    [InlineData("param($n) $s = 2000000000; $s += $n; $s", "2147483647, 3")]
    [InlineData("param($n) $s = -2000000000; $s -= $n; $s", "2147483647, 3")]
    [InlineData("param($n) $s = 3000; $s *= $n; $s", "2147483, 3")]
    [InlineData("param($n) $r = 1; for ($i = 1; $i -le $n; $i++) { $r *= $i }; $r", "5, 13, 20, 25, 13")]
    [InlineData("param($n) if ($n -eq 0) { 1 } else { $p = 1; foreach ($i in 1..$n) { $p = $p * $i }; $p }", "5, 13, 20")]
    [InlineData("param($n) $a = $n; foreach ($i in 1..4) { $a = $a * $n }; $a", "10, 1000, (-1000)")]
    [InlineData("param([long] $n) $n * 4", "9000000000000000000, 3")]
    [InlineData("param([long] $n) $n + 9000000000000000000", "9000000000000000000, 3")]
    [InlineData("param([long] $n) -9000000000000000000 - $n", "9000000000000000000, 3")]
    [InlineData("param($n) [int]$n + 1", "2.5, 2147483647.0, 3.5")]
    public void Overflow_goes_on_as_double(string block, string points) => Assert.DoesNotContain(session.Run($$"""
        $block = { {{block}} }
        $f = New-AdFunction $block
        foreach ($n in {{points}}) { $plain = & $block $n; $traced = $f.Invoke($n); if ([double]$plain -ne [double]$traced) { "$n gives $traced, not $plain" } }
        """), o => o is not null);

    [Theory]
    [InlineData("param($x) [int]$x", "Cannot convert value \"5000000000\" to type \"System.Int32\". Error: \"Value was either too large or too small for an Int32.\"")]
    [InlineData("param([int] $x) $x", "Cannot convert value \"5000000000\" to type \"System.Int32\". Error: \"Value was either too large or too small for an Int32.\"")]
    [InlineData("param($x) [long]($x * 1e12)", "Cannot convert value \"5E+21\" to type \"System.Int64\". Error: \"Arithmetic operation resulted in an overflow.\"")]
    public void A_cast_of_a_number_out_of_range_fails_in_each_call(string block, string message)
    {
        Assert.Equal("2 3", session.Text($"$global:whole = New-AdFunction {{ {block.Replace("$x * 1e12", "$x", StringComparison.Ordinal)} }}; $global:whole.Invoke(2.5), $global:whole.Invoke(3.0)"));
        Assert.EndsWith(message, session.Error($"$f = New-AdFunction {{ {block} }}; $null = $f.Invoke(2.5); $f.Invoke(5e9)").Exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1, 2, 3000000 | Invoke-AdCompiled { param($n) $n * 1000 } -BatchSize 3", "1000 2000 3000000000")]
    [InlineData("(Invoke-AdCompiled (Get-AdVmap { param($n) $n * 1000 }) @(1, 3000000)).Data", "1000 -1294967296")]
    [InlineData("Invoke-AdCompiled { param($n) [Ad]::ForLoop(0, 3, { param($i, $c) $c * 1000 }, $n) } 3000", "2112827392")]
    [InlineData("Invoke-AdCompiled { param($n) [Ad]::Multiply($n, 1000) } 3000000", "-1294967296")]
    [InlineData("(Invoke-AdCompiled { param($t) $t * 1000 } @(3000000, 1)).Data", "-1294967296 1000")]
    [InlineData("Invoke-AdCompiled ({ param($n) $n * $n } | Get-AdGradient) 3000000", "6000000")]
    public void Batches_bodies_tensors_and_gradients(string script, string expected) => Assert.Equal(expected, session.Text(script));
}
