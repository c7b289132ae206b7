namespace Autodiff.PowerShell.Tests.Functions;

/// <summary>Variables that a block reads but does not set are part of its signature.</summary>
[Collection("PowerShell")]
public class FreeVariableTests(PowerShellSession session)
{
    [Theory]
    [InlineData("$k = 2; $f = New-AdFunction { param($x) $x * $k }; foreach ($k in 2, 3, 2, 4) { $f.Invoke(1.0) }", "2 3 2 4", 3)]
    [InlineData("$k = @(1.0, 2.0); $f = New-AdFunction { param($x) [Ad]::Sum($x * $k) }; $f.Invoke(1.0); $k[0] = 5.0; $f.Invoke(1.0); $k[0] = 1.0; $f.Invoke(1.0)", "3 7 3", 2)]
    [InlineData("$k = [double[]] (1, 2); $f = New-AdFunction { param($x) [Ad]::Sum($x * $k) }; $f.Invoke(1.0); $k[0] = 5; $f.Invoke(1.0)", "3 7", 2)]
    [InlineData("$k = New-AdTensor 2.0; $f = New-AdFunction { param($x) $x * $k }; $f.Invoke(1.0); $k = New-AdTensor 2.0; $f.Invoke(1.0); $k = New-AdTensor 3.0; $f.Invoke(1.0)", "2 2 3", 2)]
    [InlineData("$h = @{ a = @{ b = 2 } }; $f = New-AdFunction { param($x) $x * $h.a.b }; $f.Invoke(1); $h.a.b = 3; $f.Invoke(1); $f.Invoke(1)", "2 3 3", 2)]
    [InlineData("$o = [pscustomobject] @{ k = 2 }; $f = New-AdFunction { param($x) $x * $o.k }; $f.Invoke(1); $o.k = 3; $f.Invoke(1)", "2 3", 2)]
    [InlineData("$how = 'up'; $f = New-AdFunction { param($x) if ($how -eq 'up') { $x } else { -$x } }; $f.Invoke(1); $how = 'down'; $f.Invoke(1)", "1 -1", 2)]
    [InlineData("$script:k = 2; $f = New-AdFunction { param($x) $x * $script:k }; $f.Invoke(1); $script:k = 3; $f.Invoke(1)", "2 3", 2)]
    [InlineData("$global:adTestK = 2; $f = New-AdFunction { param($x) $x * $global:adTestK }; $f.Invoke(1); $global:adTestK = 3; $f.Invoke(1)", "2 3", 2)]
    [InlineData("$env:AD_TEST_K = '2'; $f = New-AdFunction { param($x) $x * [double] $env:AD_TEST_K }; $f.Invoke(1); $env:AD_TEST_K = '3'; $f.Invoke(1)", "2 3", 2)]
    [InlineData("$k = 2; $f = New-AdFunction { param($x) & { $x * $k } }; $f.Invoke(1); $k = 3; $f.Invoke(1)", "2 3", 2)]
    [InlineData("$k = 2; $g = { param($y) $y * $k }; $f = New-AdFunction { param($x) & $g $x }; $f.Invoke(1); $k = 3; $f.Invoke(1); $g = { param($y) -$y }; $f.Invoke(1)", "2 3 -1", 3)]
    [InlineData("$k = 2; $g = @{ f = { param($y) $y * $k } }; $f = New-AdFunction { param($x) & $g.f $x }; $f.Invoke(1); $k = 3; $f.Invoke(1)", "2 3", 2)]
    [InlineData("$k = 2; function Get-It($y) { $y * $k }; $f = New-AdFunction { param($x) Get-It $x }; $f.Invoke(1); $k = 3; $f.Invoke(1); function Get-It($y) { -$y }; $f.Invoke(1)", "2 3 -1", 3)]
    [InlineData("$k = 2; function Get-It($y) { Get-That $y }; function Get-That($y) { $y * $k }; $f = New-AdFunction { param($x) Get-It $x }; $f.Invoke(1); $k = 3; $f.Invoke(1)", "2 3", 2)]
    [InlineData("$k = 2; $g = New-AdFunction { param($y) $y * $k }; $f = New-AdFunction { param($x) $g.Invoke($x) }; $f.Invoke(1); $k = 3; $f.Invoke(1)", "2 3", 2)]
    [InlineData("$k = 2; $g = New-AdFunction { param($y) $y * $k * $y } | Get-AdGradient; $f = New-AdFunction { param($x) $g.Invoke($x) }; $f.Invoke(1.0); $k = 3; $f.Invoke(1.0)", "4 6", 2)]
    [InlineData("$f = New-AdFunction { param($x) $k = 2; $x * $k }; $f.Invoke(1); $k = 3; $f.Invoke(1)", "2 2", 1)]
    [InlineData("$f = New-AdFunction { param($x) $s = 0; foreach ($i in 1..3) { $s += $x * $i }; $s }; $f.Invoke(1); $i = 7; $s = 5; $f.Invoke(1)", "6 6", 1)]
    [InlineData("$k = 2; $b = { param($x) $x * $k }.GetNewClosure(); $f = New-AdFunction $b; $f.Invoke(1); $k = 3; $f.Invoke(1)", "2 2", 1)]
    [InlineData("Set-StrictMode -Version Latest; $f = New-AdFunction { param($x) if ($false) { $nothing }; $x }; $f.Invoke(1); $f.Invoke(1)", "1 1", 1)]
    public void A_change_is_seen_and_the_same_value_is_not_traced_again(string script, string expected, int signatures)
    {
        Assert.Equal($"{expected} : {signatures}", session.Text(script + "; ':'; $f.Signatures.Count"));
    }

    [Fact]
    public void Variables_of_a_module_are_its_own() => Assert.Equal("2 3", session.Text("""
        $k = 100
        $m = New-Module { $script:k = 2; function Get-It($y) { $y * $script:k }; function Set-It($v) { $script:k = $v }; Export-ModuleMember Get-It, Set-It }
        try {
            $f = New-AdFunction { param($x) Get-It $x }
            $f.Invoke(1); Set-It 3; $f.Invoke(1)
        } finally { Remove-Module $m }
        """));

    [Fact]
    public void They_are_compared_once_a_pipeline() => Assert.Equal("1 2 3 : 30", session.Text("""
        $k = 1
        $f = New-AdFunction { param($x) $x * $k }
        1, 2, 3 | Invoke-AdCompiled $f | ForEach-Object { $k = 10; $_ }
        ":"; Invoke-AdCompiled $f 3
        """));

    const string Scaled = "$k = 1; $f = New-AdFunction { param($x) $x * $k }; $g = $f | Get-AdGradient; ";

    [Theory]
    [InlineData("1.0, 2.0 | Invoke-AdCompiled $f | ForEach-Object { $k = 10; $f.Invoke(1.0) }", "10 10")]
    [InlineData("1.0, 2.0 | Invoke-AdCompiled $f | ForEach-Object { $k = 10; $null = Invoke-AdCompiled $f 1.0; $_ }", "1 2")]
    [InlineData("1.0, 2.0 | Invoke-AdCompiled $f | ForEach-Object { $k = 10; Invoke-AdCompiled $f 1.0; $_ }", "10 1 10 2")]
    [InlineData("1.0, 2.0 | Invoke-AdCompiled $f | ForEach-Object { $k = 10; $g.Invoke(1.0); $_ }", "10 1 10 2")]
    [InlineData("1.0, 2.0 | Invoke-AdCompiled $f | ForEach-Object { $k = 10; 1.0, 1.0 | Invoke-AdCompiled $g; $_ }", "10 10 1 10 10 2")]
    [InlineData("1.0, 2.0 | Invoke-AdCompiled $g | ForEach-Object { $k = 10; 3.0 | Invoke-AdCompiled $f | ForEach-Object { $k = 20; $f.Invoke(1.0); $_ }; $_ }", "20 30 1 20 30 1")]
    [InlineData("1.0, 2.0, 3.0, 4.0 | Invoke-AdCompiled $f -BatchSize 2 | ForEach-Object { $k = 10; $f.Invoke(1.0); $_ }", "10 1 10 2 10 3 10 4")]
    [InlineData("1.0, 2.0 | Invoke-AdFunction $f | ForEach-Object { $k = 10; $f.Invoke(1.0); $_ }", "10 1 10 2")]
    public void What_the_consumer_of_a_stream_changes_and_calls_is_not_the_streams(string script, string expected) => Assert.Equal(expected, session.Text(Scaled + script));

    // 2 has another signature than 1.0, and the block can only run with the current values.
    [Fact]
    public void What_a_stream_has_to_trace_it_traces_with_the_values_that_there_are() => Assert.Equal("1 20 3 : 2 : 20", session.Text(
        Scaled + "1.0, 2, 3.0 | Invoke-AdCompiled $f | ForEach-Object { $k = 10; $_ }; ':'; $k = 1; $f.Invoke(2); ':'; $k = 10; $f.Invoke(2)"));

    [Fact]
    public void Locals_of_the_caller_are_seen() => Assert.Equal("6 9", session.Text("""
        function Test-It($k) { $f = New-AdFunction { param($x) $x * $k }; Invoke-AdCompiled $f 3; $k = 3; Invoke-AdCompiled $f 3 }
        Test-It 2
        """));
}
