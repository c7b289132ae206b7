namespace Autodiff.PowerShell.Tests.Functions;

[Collection("PowerShell")]
public class NewFunctionTests(PowerShellSession session)
{
    [Theory]
    [InlineData("$f = New-AdFunction { param($x, $y) $x }; \"$f\"", "f(x, y)")]
    [InlineData("$f = New-AdFunction -Name loss { param($x) $x }; \"$f $($f.Name) $($f.Parameters)\"", "loss(x) loss x")]
    [InlineData("$f = New-AdFunction { param($x) $x * 2 }; & $f.ScriptBlock 3", "6")]
    [InlineData("$f = New-AdFunction { param($x) $x * 2 } | Get-AdGradient; \"$f\"; $null -eq $f.ScriptBlock", "grad(f)(x) True")]
    [InlineData("function Get-Price($x, $y = 2) { $x * $y }; $f = New-AdFunction -Command Get-Price; \"$f\"; $f.Invoke(4.0); $f.Invoke(4.0, 3.0)", "Get-Price(x, y) 8 12")]
    [InlineData("function Get-Price { param($x) $x * 2 }; ('Get-Price' | New-AdFunction).Invoke(4.0)", "8")]
    [InlineData("function Get-Price { param($x) $x * 2 }; (Get-Command Get-Price | New-AdFunction).Invoke(4.0)", "8")]
    [InlineData("$m = New-Module { $script:rate = 3; function Get-Price($x) { $x * $script:rate }; Export-ModuleMember Get-Price }; try { (New-AdFunction -Command Get-Price).Invoke(4.0) } finally { Remove-Module $m }", "12")]
    public void Functions_of_blocks_and_commands(string script, string expected) => Assert.Equal(expected, session.Text(script));

    [Theory]
    [InlineData("New-AdFunction { }", "NoParameters", "param($x)")]
    [InlineData("New-AdFunction { 1 + 1 }", "NoParameters", "param($x)")]
    [InlineData("New-AdFunction -Command Get-Nothing", "CommandNotFound", "'Get-Nothing'")]
    [InlineData("New-AdFunction -Command Get-Command", "NotAFunction", "'Get-Command' … Cmdlet")]
    [InlineData("New-AdFunction { param($x) $x } -StaticParameter n", "UnknownParameter", "-StaticParameter … 'n' … f(x)")]
    [InlineData("New-AdFunction { param($x) $x } | Get-AdGradient -Parameter y", "UnknownParameter", "f(x) … 'y' … -Parameter")]
    [InlineData("New-AdFunction { param($x) $x } | Get-AdVmap -InAxis @{ y = 0 }", "UnknownParameter", "f(x) … 'y' … -InAxis")]
    public void What_is_no_function_is_refused(string script, string id, string message)
    {
        var error = session.Error(script);
        PowerShellSession.Fails($"{id} … {message}", error);
        Assert.StartsWith(id + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("param($a, $b = 5, $c = 7) $a + $b * $c", ".Invoke(1)", "36")]
    [InlineData("param($a, $b = 5, $c = 7) $a + $b * $c", ".Invoke(1, 2)", "15")]
    [InlineData("param($a, $b = 5, $c = 7) $a + $b * $c", " | Invoke-AdCompiled -NamedArgument @{ a = 1; c = 2 }", "11")]
    [InlineData("param($a, $b = 5) $a * $b", " | Get-AdGradient | Invoke-AdCompiled -ArgumentList 3.0", "5")]
    [InlineData("param($a, [string] $how) if ($how -eq 'double') { 2 * $a } else { $a }", ".Invoke(3, 'double')", "6")]
    [InlineData("param($a, [switch] $twice) if ($twice) { 2 * $a } else { $a }", ".Invoke(3)", "3")]
    [InlineData("param($a, [switch] $twice) if ($twice) { 2 * $a } else { $a }", ".Invoke(3, $true)", "6")]
    [InlineData("param($a, [DayOfWeek] $day) if ($day -eq 'Friday') { 2 * $a } else { $a }", ".Invoke(3, [DayOfWeek]::Friday)", "6")]
    [InlineData("param($a, [scriptblock] $g) & $g $a", ".Invoke(3, { param($x) $x * 5 })", "15")]
    [InlineData("param($a, [string] $how = 'x') $a * $a", " | Get-AdGradient | Invoke-AdCompiled -ArgumentList 3.0", "6")]
    public void Defaults_and_static_parameters(string block, string call, string expected) => Assert.Equal(expected, session.Text($"$f = New-AdFunction {{ {block} }}; $f{call}"));

    [Fact]
    public void A_static_argument_is_part_of_the_signature() => Assert.Equal("2 8 2 : 2", session.Text("""
        $f = New-AdFunction { param($a, $n) foreach ($i in 1..$n) { $a = $a * 2 }; $a } -StaticParameter n
        $f.Invoke(1.0, 1), $f.Invoke(1.0, 3), $f.Invoke(1.0, 1)
        ":"; $f.Signatures.Count
        """));

    [Fact]
    public void A_missing_argument_is_an_error() =>
        session.Fails("MissingArgument … f(a, b): … 'b'", "(New-AdFunction { param($a, [Parameter(Mandatory)] $b) $a }).Invoke(1)");
}
