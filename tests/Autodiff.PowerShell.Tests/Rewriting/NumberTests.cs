namespace Autodiff.PowerShell.Tests.Rewriting;

/// <summary>Casts, and variables and parameters with a numeric type or with validation.</summary>
[Collection("PowerShell")]
public class NumberTests(PowerShellSession session)
{
    [Theory]
    [InlineData("param($x) [double]$x * 3", "1.5")]
    [InlineData("param($x) [double]($x * $x)", "1.5")]
    [InlineData("param($x) $x * [int]$x", "1.2, 2.6, 2.5001, -1.7")]
    [InlineData("param($x) $x * [long]($x * 2)", "1.3, -0.6")]
    [InlineData("param($x) if ([bool]$x) { $x * 2 } else { 1 }", "1.5")]
    [InlineData("param($x) [double]$y = $x * 2; $y * $y", "1.5")]
    [InlineData("param($x) [int]$n = $x; $n * $x", "1.4, 1.6, -2.3")]
    [InlineData("param($x) [int]$n = 0; $n = $x * 2; $n * $x", "1.4, 1.6")]
    [InlineData("param($x) [int]$n = 7; $n /= 2; $n * $x", "1.4")]
    [InlineData("param($x) [int]$n = $x; $n += 0.6; $n++; $n * $x", "1.4, 3.6")]
    [InlineData("param($x) [decimal]$y = $x; $y * $x", "1.5")]
    [InlineData("param([double]$x) $x * $x", "1.5, 2")]
    [InlineData("param([int]$x) $x * 2.5", "3", false)]
    [InlineData("param([double]$x = 3, [int]$k = 2) $x * $k", "1.5")]
    [InlineData("param([double]$x) $x = $x * $x; $x + 1", "1.5")]
    [InlineData("param([double[]]$x) $s = 0; foreach ($v in $x) { $s += $v * $v }; $s", "(, [double[]](1, 2, 3))")]
    [InlineData("param([array]$x) $x[0] * $x[1] + $x.Count", "(, [double[]](1, 2, 3))")]
    [InlineData("param([object[]]$x) $s = 0; foreach ($v in $x) { $s += $v * $v }; $s", "(, [double[]](1, 2, 3))")]
    [InlineData("param([array]$x) $x[0] * $x.Count", "1.5")]
    [InlineData("param($x) [array]$a = $x; $a[1] + ([object[]]$x)[2]", "(, [double[]](1, 2, 3))")]
    [InlineData("param($x) [array]$a = @(); $a += $x; $a += 2; $a[0] * $a[1]", "1.5")]
    [InlineData("param([double[]]$x) $x[0] * $x[1]", "(, [double[]](1, 2, 3))")]
    [InlineData("param([double[]]$x) $x.Count * $x[-1]", "(, [double[]](1, 2, 3))")]
    [InlineData("param($x) [double[]]$a = $x, 2; $a[0] * $a[1]", "1.5")]
    [InlineData("param($x) $a = [double[]]($x, ($x * $x)); $a[1] + $a[0]", "1.5")]
    [InlineData("param([ValidateRange(0, 10)][double]$x) $x * $x", "1.5")]
    [InlineData("param([ValidateScript({ 0 -lt $_ })]$x) $x * $x", "1.5")]
    [InlineData("param([ValidateNotNull()]$x) $x * $x", "1.5")]
    [InlineData("param([Parameter(Mandatory)][ValidateNotNullOrEmpty()][double]$x) $x * $x", "1.5")]
    [InlineData("param([ValidateCount(1, 5)][double[]]$x) $x[0] * $x[2]", "(, [double[]](1, 2, 3))")]
    [InlineData("param([ValidateRange(0, 9)][double[]]$x) $x[0] * $x[2]", "(, [double[]](1, 2, 3))")]
    [InlineData("param($x) [ValidateRange(0, 9)]$y = $x * 2; $y = $y + 1; $y * $x", "1.5")]
    [InlineData("param($x) $y = $x; $y++; ++$y; $y--; $y * $x", "1.5")]
    [InlineData("param($x) $h = @{ a = $x }; $h.a++; $h['a'] += $x; $h.a *= 2; $h.a", "1.5")]
    [InlineData("param($x) $h = @{}; $h.sum = 0; $h.sum += $x * $x; $h.sum -= 1; $h.sum", "1.5")]
    [InlineData("param($x) $a = @(0, 0); $a[1] += $x; $a[1] *= $x; $a[0]--; $a[0] + $a[1]", "1.5")]
    [InlineData("param($x) $s = 1; $s *= $x; $s += $x; $s -= 2; $s /= 3; $s", "1.5")]
    [InlineData("param($x) $s = 0.0; $s += Get-AdTwice $x; $s", "1.5")]
    public void Numbers_stay_traced(string block, string points, bool differentiate = true) =>
        Agreement.Holds(session, "function Get-AdTwice([double]$v) { $v * 2 }", block, points, differentiate);

    [Theory]
    [InlineData("[int]$x", "0.5", "0")]
    [InlineData("[int]$x", "1.5", "2")]
    [InlineData("[int]$x", "2.5", "2")]
    [InlineData("[int]$x", "-1.5", "-2")]
    [InlineData("[long]$x", "3.5", "4")]
    [InlineData("[bool]$x", "0.0", "False")]
    [InlineData("[bool]$x", "0.1", "True")]
    public void Integers_round_half_to_even(string cast, string x, string expected)
    {
        Assert.Equal(expected, session.Text($"(New-AdFunction {{ param($x) {cast} }}).Invoke({x})"));
        Assert.Equal(expected, session.Text($"$x = {x}; {cast}"));
    }

    [Theory]
    [InlineData("[double]$x", "([float]1.5)", "f64[]*")]
    [InlineData("[float]$x", "1.5", "f32[]*")]
    [InlineData("[Half]$x", "1.5", "f16[]")]
    [InlineData("[Half[]]$x", "([double[]](1, 2))", "f16[2]")]
    [InlineData("[Half]2 * $x", "([Half[]](1, 2))", "f16[2]")]
    [InlineData("$two = [Half]2; $two + $x", "([Half]1)", "f16[]")]
    [InlineData("[Half]2 - $x", "([float[]](1, 2))", "f32[2]")]
    [InlineData("[Half]2 / $x", "2", "f16[]")]
    [InlineData("$sum = [Half]0; foreach ($i in $x) { $sum += $i }; $sum", "([Half[]](1, 2))", "f16[]")]
    [InlineData("$x * [Half]2", "([float[]](1, 2))", "f32[2]")]
    [InlineData("[Half]2 -gt $x", "([Half[]](1, 2))", "bool[2]")]
    [InlineData("2.5 * $x", "([Half]1.5)", "f16[]")]
    [InlineData("[int]$x", "1.5", "i32[]*")]
    [InlineData("[long]$x", "1.5", "i64[]*")]
    [InlineData("[bool]$x", "1.5", "bool[]")]
    [InlineData("[decimal]$x", "1", "f64[]*")]
    [InlineData("[double]$x", "([float[]](1, 2))", "f64[2]")]
    [InlineData("[float[]]$x", "([double[]](1, 2))", "f32[2]")]
    [InlineData("[double[]]$x", "1.5", "f64[]*")]
    public void Types(string cast, string x, string type) => Assert.Equal(type, session.Text($"(Invoke-AdCompiled (New-AdFunction {{ param($x) {cast} }}) {x} -AsTensor).Type"));

    [Fact]
    public void A_cast_keeps_what_a_plain_number_would_be_beside_a_float() =>
        Assert.Equal("f32[2]", session.Text("(Invoke-AdCompiled (New-AdFunction { param($w, [double]$rate) $w * $rate }) ([float[]](1, 2)) 0.5 -AsTensor).Type"));

    [Theory]
    [InlineData("param([ValidateRange(0, 1)][double]$x) $x", "0.5", "1.5", "Cannot validate argument on parameter 'x'. The 2 argument is greater than the maximum allowed range of 1. Supply an argument that is less than or equal to 1 and then try the command again.")]
    [InlineData("param([ValidateRange(0, 1)][double[]]$x) $x[0]", "([double[]](0.5, 1))", "([double[]](0.5, -1))", "Cannot validate argument on parameter 'x'. The -1 argument is less than the minimum allowed range of 0. Supply an argument that is greater than or equal to 0 and then try the command again.")]
    [InlineData("param([ValidateRange('Positive')]$x) $x", "0.5", "-1.0", "Cannot validate argument on parameter 'x'. The argument \"-1\" cannot be validated because its value is not greater than zero.")]
    [InlineData("param([ValidateSet(1, 2)]$x) $x", "1", "3", "Cannot validate argument on parameter 'x'. The argument \"3\" does not belong to the set \"1,2\" specified by the ValidateSet attribute. Supply an argument that is in the set and then try the command again.")]
    [InlineData("param([ValidateScript({ 2 -gt $_ })]$x) $x", "1.5", "2.5", "Cannot validate argument on parameter 'x'. The \" 2 -gt $_ \" validation script for the argument with value \"2.5\" did not return a result of True. Determine why the validation script failed, and then try the command again.")]
    [InlineData("param([ValidateCount(1, 2)][double[]]$x) $x[0]", "([double[]](1, 2))", "([double[]](1, 2, 3))", "Cannot validate argument on parameter 'x'. The parameter requires at least 1 value(s) and no more than 2 value(s) - 3 value(s) were provided.")]
    public void Validation_checks_every_call_by_its_own_numbers(string block, string good, string bad, string message)
    {
        var (output, errors, _) = session.RunAll($"$f = New-AdFunction {{ {block} }}; $null = Invoke-AdCompiled $f {good}; $null = Invoke-AdCompiled $f {good}; try {{ Invoke-AdCompiled $f {bad} }} catch {{ \"$_\" }}; $null = Invoke-AdCompiled $f {good}");
        Assert.Empty(errors);
        Assert.EndsWith(message, output.Single().ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Validation_of_a_helper_can_be_caught() =>
        Assert.Equal("1 0 -1", session.Text("""
            function Get-AdBounded([ValidateRange(0.0, 1.0)][double]$v) { $v }
            $f = New-AdFunction { param($x) try { Get-AdBounded $x } catch { if ($x -gt 1) { 1 } else { -1 } } }
            $f.Invoke(3.0); $f.Invoke(0.0); $f.Invoke(-0.5)
            """));

    [Fact]
    public void A_conversion_that_fails_is_PowerShells_error() =>
        Assert.Equal("Cannot convert value \"abc\" to type \"System.Double\". Error: \"The input string 'abc' was not in a correct format.\"", session.Error("Invoke-AdCompiled (New-AdFunction { param($x) [double]$y = 'abc'; $x }) 1.5").Exception.Message);
}
