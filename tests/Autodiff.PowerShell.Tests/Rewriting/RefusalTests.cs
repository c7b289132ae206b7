namespace Autodiff.PowerShell.Tests.Rewriting;

/// <summary>Code that has no meaning for a value and would be silently wrong is an error that names the line and what to write.</summary>
[Collection("PowerShell")]
public class RefusalTests(PowerShellSession session)
{
    const string Code = "TracedCode … line 2: … 1.5 … a script block with a parameter … & { param($y) 2 * $y } $x";
    const string NoType = "TypeOfValue … line 2: … -as: … f64[]* … [double]$x … [Ad]::Cast($x, 'f64')";

    [Theory]
    [InlineData("@(1, 2) * [Ad]::Stack(@($x, $x))", "ArrayOnTheLeft … line 2: … Multiply: … f64[2]* … $x * @(1, 2)")]
    [InlineData("$a = 1..3; $a *= [Ad]::Stack(@($x, $x))", "ArrayOnTheLeft … line 2: … Multiply: … f64[2]* … $x * @(1, 2)")]
    [InlineData("$null + $x", "NullArgument … line 2: … Add: … $null … $sum = 0.0")]
    [InlineData("$null * $x", "NullArgument … line 2: … Multiply: … $null … $sum = 0.0")]
    [InlineData("4 -band $x", "NotAnOperation … line 2: … And … [Ad]::BitwiseAnd … [Ad]::Pow … [Ad]::MatMul")]
    [InlineData("4 -bor $x", "NotAnOperation … line 2: … Or … [Ad]::BitwiseAnd … [Ad]::Pow … [Ad]::MatMul")]
    [InlineData("$n = 4; $n -bxor $x", "NotAnOperation … line 2: … ExclusiveOr … [Ad]::BitwiseAnd … [Ad]::Pow … [Ad]::MatMul")]
    [InlineData("1 -shl $x", "NotAnOperation … line 2: … LeftShift … [Ad]::BitwiseAnd … [Ad]::Pow … [Ad]::MatMul")]
    [InlineData("$x -shr 1", "NotAnOperation … line 2: … RightShift … [Ad]::BitwiseAnd … [Ad]::Pow … [Ad]::MatMul")]
    [InlineData("@(1, 2) - $x", "ArrayOnTheLeft … line 2: … Subtract: … f64[]* … [Ad]::Subtract(@(1, 2), $x)")]
    [InlineData("$a = 1..3; $a / $x", "ArrayOnTheLeft … line 2: … Divide: … f64[]* … [Ad]::Divide(@(1, 2), $x)")]
    [InlineData("@($x, 2) % $x", "ArrayOnTheLeft … line 2: … Remainder: … f64[]* … [Ad]::Remainder(@(1, 2), $x)")]
    [InlineData("$x -as [datetime]", NoType)]
    [InlineData("Invoke-Expression \"2 * $x\"", Code)]
    [InlineData("$s = 1, $x, 3 -join '*'; iex $s", Code)]
    [InlineData("& ([scriptblock]::Create(('{0} + $args[0]' -f $x))) 2", Code)]
    [InlineData("if ($x.Data -gt 3) { 1.0 } else { 2.0 }", "TracedCast … line 2: … Data: … f64[]* … [Ad]")]
    [InlineData("$x.Item() + 1", "TracedCast … line 2: … Item: … f64[]* … [Ad]")]
    [InlineData("$x -as [string]", "TypeOfValue … line 2: … -as: … f64[]* … [double]$x … [Ad]::Cast($x, 'f64')")]
    [InlineData("if ([Ad]::Stack(@($x, $x)) -gt 1) { 1 }", "AmbiguousTruth … line 2: … [2] … [Ad]::Any($x) … [Ad]::All($x)")]
    public void Errors_name_the_line_and_the_cure(string body, string error)
    {
        session.Fails(error, $"Invoke-AdCompiled (New-AdFunction {{ param($x)\n {body}\n $x }}) 1.5");
        // Whatever the script does with the error.
        session.Fails(error, $"Invoke-AdCompiled (New-AdFunction {{ param($x)\n try {{ {body} }} catch {{ }}\n $x }}) 1.5");
    }

    [Theory]
    [InlineData("try { $s = $x -as [datetime] } catch { }; throw 'later'")]
    [InlineData("try { $s = $x -as [datetime] } catch { }; $k = 0; 1 / $k")]
    [InlineData("try { $s = $x -as [datetime] } catch { }; [ValidateRange(5, 6)] $y = $x")]
    [InlineData("try { $s = $x -as [datetime] } catch { [Ad]::MatMul($x, $x) }")]
    public void A_later_failure_does_not_hide_the_first(string body) =>
        session.Fails(NoType, $"Invoke-AdCompiled (New-AdFunction {{ param($x)\n {body}\n $x }}) 1.5");

    [Fact]
    public void A_result_of_nothing_names_what_to_return() =>
        session.Fails("NullArgument … line 1: the result of f: $null … such as NaN", "Invoke-AdCompiled { param($x) if ($x -gt 5) { $x } } 1.5");

    // A cmdlet's errors are PowerShell's own exceptions, and some are made of others.
    [Theory]
    [InlineData("Invoke-AdCompiled $g 1 2 3", "WrongArgumentCount … line 2: … f(y) … Invoke-AdCompiled $f $a … -ArgumentList (, $a) … -NamedArgument @{ y = $a }")]
    [InlineData("Invoke-AdCompiled $g 1 -ArgumentList 2", "AmbiguousArgument … line 2: … -ArgumentList")]
    [InlineData("1, 'a' | Invoke-AdCompiled $g -ErrorAction SilentlyContinue", "NotANumber … line 2: … 'a'")]
    public void Errors_of_cmdlets_are_not_swallowed(string body, string error)
    {
        const string g = "$g = New-AdFunction { param($y) $y * 2 }; ";
        session.Fails(error, $"{g}Invoke-AdCompiled (New-AdFunction {{ param($x)\n try {{ $null = {body} }} catch {{ }}\n $x }}) 1.5");
    }

    [Theory]
    [InlineData("$x -is [string]", "False")]
    [InlineData("$x -is [array]", "False")]
    [InlineData("$x -isnot [hashtable]", "True")]
    [InlineData("$null -is [double]", "False")]
    [InlineData("\"$($x.Rank) $($x.DType)\".Length", "5")]
    [InlineData("$a = @(); $a += $x; $a += 2; $a.Count", "2")]
    [InlineData("$a = @(1, 2) + , $x; $a.Count", "3")]
    [InlineData("$a = @($x) + $x; $a.Count", "2")]
    [InlineData("$a = @(1, 2) + $x; $a.Count", "3")]
    [InlineData("$a = [double[]](1, 2); $a += $x; $a.Count", "3")]
    [InlineData("$a = @(1, 2) * $x; $a.Count", "4")]
    [InlineData("$a = 1..3; $a *= $x; $a.Count", "6")]
    [InlineData("$a = @(1) + [Ad]::Stack(@($x, $x)); $a.Count", "3")]
    [InlineData("$a = @($x, 1) * 2; $a.Count", "4")]
    [InlineData("$a = @(1, 'b'); $a += $x; $a.Count", "3")]
    [InlineData("$s = 'a'; $s += 'b'; $s.Length", "2")]
    public void What_has_a_meaning_works(string body, string expected) => Assert.Equal(expected, session.Text($"(New-AdFunction {{ param($x) $r = {{ {body} }}; [int](. $r) }}).Invoke(1.5)".Replace("[int](. $r)", expected is "True" or "False" ? ". $r" : "[int](. $r)", StringComparison.Ordinal)));

    [Fact]
    public void An_error_of_the_users_own_shows_the_numbers_of_this_call() =>
        Assert.Equal("bad -1.5 and 3", session.Error("Invoke-AdCompiled (New-AdFunction { param($x) if ($x -lt 0) { throw \"bad $x and $($x * -2)\" }; $x }) -1.5").Exception.Message);

    [Theory]
    [InlineData("throw ('bad ' + $x)", "bad 1.5")]
    [InlineData("throw ('bad {0:F3}' -f $x)", "bad 1.500")]
    [InlineData("throw \"bad $(@($x, 2))\"", "bad 1.5 2")]
    public void Texts_of_an_error(string body, string message) => Assert.Equal(message, session.Error($"Invoke-AdCompiled (New-AdFunction {{ param($x) {body} }}) 1.5").Exception.Message);

    [Theory]
    [InlineData("break", 2)]
    [InlineData("continue", 2)]
    [InlineData("if ($x -gt 0) { break }", 2)]
    [InlineData("foreach ($i in 1, 2) { }; 1 | ForEach-Object { break }", 2)]
    [InlineData("foreach ($i in 1, 2) { break none }", 2)]
    public void Leaving_the_block_by_break_is_an_error(string body, int line)
    {
        session.Fails($"LeftBlock … line {line}: break or continue … return", $"foreach ($k in 1, 2) {{ Invoke-AdCompiled (New-AdFunction {{ param($x)\n {body}\n $x }}) 1.5 }}");
    }

    [Fact]
    public void At_the_prompt_nothing_is_rewritten() =>
        Assert.Equal("3 False True a1", session.Text("$t = [Autodiff.Tensor]::Of([double[]](1, 2)); (@(1, 2) + $t).Count; 1 -eq $t; 1 -eq $t[0]; 'a' + [Autodiff.Tensor]::Scalar(1.0)"));
}
