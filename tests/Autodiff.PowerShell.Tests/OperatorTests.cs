namespace Autodiff.PowerShell.Tests;

/// <summary>The effect of PowerShell's operators on a tensor, in each spelling.</summary>
[Collection("PowerShell")]
public class OperatorTests(PowerShellSession session)
{
    const string X = "$x = [Autodiff.Tensor]::Of([double[]](1, 2, 3)); $s = [Autodiff.Tensor]::Scalar(2.5);";

    [Theory]
    [InlineData("$x + 1", "2 3 4")]
    [InlineData("1 + $x", "2 3 4")]
    [InlineData("$x - 1", "0 1 2")]
    [InlineData("1 - $x", "0 -1 -2")]
    [InlineData("1.0 - $x", "0 -1 -2")]
    [InlineData("$x * 2", "2 4 6")]
    [InlineData("2 * $x", "2 4 6")]
    [InlineData("2.5 * $x", "2.5 5 7.5")]
    [InlineData("$x / 2", "0.5 1 1.5")]
    [InlineData("6 / $x", "6 3 2")]
    [InlineData("$x % 2", "1 0 1")]
    [InlineData("5 % $x", "0 1 2")]
    [InlineData("-$x", "-1 -2 -3")]
    [InlineData("- (-$x)", "1 2 3")]
    [InlineData("$x + $x", "2 4 6")]
    [InlineData("$x * @(1, 2, 3)", "1 4 9")]
    [InlineData("$x + [double[]](1, 2, 3)", "2 4 6")]
    [InlineData("$x -gt 1", "False True True")]
    [InlineData("$x -ge 2", "False True True")]
    [InlineData("$x -lt 2", "True False False")]
    [InlineData("$x -le 1", "True False False")]
    [InlineData("$x -eq 2", "False True False")]
    [InlineData("$x -ne 2", "True False True")]
    [InlineData("$x -ceq 2", "False True False")]
    [InlineData("$y = $x; $y++; $y", "2 3 4")]
    [InlineData("$y = $x; $y--; $y", "0 1 2")]
    [InlineData("$y = $x; $y += 1; $y", "2 3 4")]
    [InlineData("$y = $x; $y *= 2; $y", "2 4 6")]
    [InlineData("$w = [psobject]$x; $w * 2", "2 4 6")]
    [InlineData("@($x)[0] * 2", "2 4 6")]
    [InlineData("$x | ForEach-Object { $_ * 2 }", "2 4 6")]
    public void Arithmetic_and_comparisons(string script, string elements)
    {
        var t = Assert.IsType<Tensor>(session.One(X + script));
        Assert.Equal(elements, string.Join(" ", t.Data.Cast<object>().Select(o => FormattableString.Invariant($"{o}"))));
    }

    [Fact]
    public void Negation_of_zero_is_negative() =>
        Assert.True(double.IsNegative((double)((Tensor)session.One("-[Autodiff.Tensor]::Scalar(0.0)")!).Item()));

    [Theory]
    [InlineData("if ($s) { 1 } else { 2 }", 1)]
    [InlineData("if (-not $s) { 1 } else { 2 }", 2)]
    [InlineData("if (!$s) { 1 } else { 2 }", 2)]
    [InlineData("if ($s -gt 2) { 1 } else { 2 }", 1)]
    [InlineData("if ($s -gt 2 -and $s -lt 3) { 1 } else { 2 }", 1)]
    [InlineData("if ($s -gt 3 -or $s -lt 2) { 1 } else { 2 }", 2)]
    [InlineData("if ($s -gt 3 -xor $s -gt 2) { 1 } else { 2 }", 1)]
    [InlineData("$s -gt 2 ? 1 : 2", 1)]
    [InlineData("$n = 0; while ($s -gt $n) { $n++ }; $n", 3)]
    [InlineData("$n = 0; do { $n++ } until ($s -lt $n); $n", 3)]
    [InlineData("$n = 0; for (; $s -gt $n; $n++) { }; $n", 3)]
    [InlineData("@($s, ($s - 2.5) | Where-Object { $_ }).Count", 1)]
    [InlineData("if ($x - $x) { 1 } else { 2 }", 0)]
    public void Conditions(string script, int expected)
    {
        if (expected != 0) Assert.Equal(expected, session.One(X + script));
        else session.Fails("AmbiguousTruth … [3] … [Ad]::Any($x) … [Ad]::All($x)", X + script);
    }

    [Theory]
    [InlineData("$x -eq $null", false)]
    [InlineData("$x -ne $null", true)]
    [InlineData("$null -eq $x", false)]
    [InlineData("$null -ne $x", true)]
    public void Equality_with_null_is_a_plain_boolean(string script, bool expected) => Assert.Equal(expected, session.One(X + script));

    [Theory]
    [InlineData("[double]$s", 2.5)]
    [InlineData("[float]$s", 2.5f)]
    [InlineData("[int]$s", 2)]
    [InlineData("[long]$s", 2L)]
    [InlineData("[string]$s", "2.5")]
    [InlineData("[bool]$s", true)]
    [InlineData("[double]$y = $s; $y", 2.5)]
    public void Casts_of_one_element(string script, object expected) => Assert.Equal(expected, session.One(X + script));

    [Theory]
    [InlineData("[double]$x", "NotScalar … [double]: … [3] … .Data … .ToArray()")]
    [InlineData("$x + 'abc'", "NotANumber … Add: … 'abc'")]
    [InlineData("$x * $null", "NullArgument … Multiply: … $null")]
    [InlineData("$x -gt $null", "NullArgument … Greater: … $null")]
    [InlineData("$x + @(1, 2)", "ShapeMismatch … Add: … [3] … [2]")]
    [InlineData("$x * @(1, @(2, 3))", "RaggedArray … Multiply: … Multiply[1]")]
    [InlineData("$x -band 1", "NotAnOperation … And … [Ad]::BitwiseAnd … [Ad]::Pow … [Ad]::MatMul")]
    [InlineData("$x[0] = 1", "Immutable … [Ad]::IndexUpdate($x, $indices, $values)")]
    public void Errors_reach_the_user_as_they_are(string script, string error) => session.Fails(error, X + script);
}
