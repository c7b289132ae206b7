namespace Autodiff.PowerShell.Tests.Rewriting;

/// <summary>Code that has no meaning for a value and would be silently wrong is an error that names the line and what to write.</summary>
[Collection("PowerShell")]
public class RefusalTests(PowerShellSession session)
{
    const string NoText = "line 2: A traced value (f64[]*) was given where text is made, but what is traced has no text until it runs: [Ad]::Print(format, $x) prints it then. Facts such as $x.Shape and $x.DType are known.";

    [Theory]
    [InlineData("@(1, 2) * [Ad]::Stack(@($x, $x))", "line 2: Multiply: an array on the left of a value (f64[2]*): PowerShell repeats an array by a single number. Put the value first, as in $x * @(1, 2).")]
    [InlineData("$a = 1..3; $a *= [Ad]::Stack(@($x, $x))", "line 2: Multiply: an array on the left of a value (f64[2]*): PowerShell repeats an array by a single number. Put the value first, as in $x * @(1, 2).")]
    [InlineData("$null + $x", "line 2: Add: the left operand is $null. A sum begins with a number, as in $sum = 0.0.")]
    [InlineData("$null * $x", "line 2: Multiply: the left operand is $null. A sum begins with a number, as in $sum = 0.0.")]
    [InlineData("$total += $x", "line 2: Add: the left operand is $null. A sum begins with a number, as in $sum = 0.0.")]
    [InlineData("$h = @{}; $h.sum += $x", "line 2: Add: the left operand is $null. A sum begins with a number, as in $sum = 0.0.")]
    [InlineData("4 -band $x", "line 2: The operator And is not one of tensors: + - * / % and the comparisons are; others are functions of [Ad], such as [Ad]::BitwiseAnd, [Ad]::Pow and [Ad]::MatMul.")]
    [InlineData("4 -bor $x", "line 2: The operator Or is not one of tensors: + - * / % and the comparisons are; others are functions of [Ad], such as [Ad]::BitwiseAnd, [Ad]::Pow and [Ad]::MatMul.")]
    [InlineData("$n = 4; $n -bxor $x", "line 2: The operator ExclusiveOr is not one of tensors: + - * / % and the comparisons are; others are functions of [Ad], such as [Ad]::BitwiseAnd, [Ad]::Pow and [Ad]::MatMul.")]
    [InlineData("1 -shl $x", "line 2: The operator LeftShift is not one of tensors: + - * / % and the comparisons are; others are functions of [Ad], such as [Ad]::BitwiseAnd, [Ad]::Pow and [Ad]::MatMul.")]
    [InlineData("$x -shr 1", "line 2: The operator RightShift is not one of tensors: + - * / % and the comparisons are; others are functions of [Ad], such as [Ad]::BitwiseAnd, [Ad]::Pow and [Ad]::MatMul.")]
    [InlineData("@(1, 2) - $x", "line 2: Subtract: an array on the left of a value (f64[]*), where PowerShell has no such operator: write [Ad]::Subtract(@(1, 2), $x).")]
    [InlineData("$a = 1..3; $a / $x", "line 2: Divide: an array on the left of a value (f64[]*), where PowerShell has no such operator: write [Ad]::Divide(@(1, 2), $x).")]
    [InlineData("@($x, 2) % $x", "line 2: Remainder: an array on the left of a value (f64[]*), where PowerShell has no such operator: write [Ad]::Remainder(@(1, 2), $x).")]
    [InlineData("'a' + $x", "line 2: Add: a text and a traced value (f64[]*) were given, but what is traced has no text until it runs: [Ad]::Print(format, $x) prints it then. Facts such as $x.Shape and $x.DType are known.")]
    [InlineData("$s = 'a'; $s += $x", "line 2: Add: a text and a traced value (f64[]*) were given, but what is traced has no text until it runs: [Ad]::Print(format, $x) prints it then. Facts such as $x.Shape and $x.DType are known.")]
    [InlineData("$x -match 'a'", NoText)]
    [InlineData("'a' -match $x", NoText)]
    [InlineData("$x -notmatch 'a'", NoText)]
    [InlineData("$x -like 'a*'", NoText)]
    [InlineData("$x -cnotlike 'a*'", NoText)]
    [InlineData("$x -replace '1', '2'", NoText)]
    [InlineData("'1' -replace '1', $x", NoText)]
    [InlineData("$x -split '1'", NoText)]
    [InlineData("-split $x", NoText)]
    [InlineData("if ($x.Data -gt 3) { 1.0 } else { 2.0 }", "line 2: Data: a traced value (f64[]*) has no numbers until the function runs: use operations of [Ad] on the value itself, or give the function's result and look at that.")]
    [InlineData("$x.Item() + 1", "line 2: Item: a traced value (f64[]*) has no numbers until the function runs: use operations of [Ad] on the value itself, or give the function's result and look at that.")]
    [InlineData("[string]$s = $x", "line 2: [string]: a traced value (f64[]*) has no text while it is traced: [Ad]::Print('x = {0}', $x) prints it when the function runs.")]
    [InlineData("function Show([string]$s) { $s }; Show $x", NoText)]
    [InlineData("function Show([string[]]$s) { $s }; Show 'a', $x", NoText)]
    [InlineData("$x -as [double]", "line 2: -as: a value (f64[]*) has no .NET number to give: a cast such as [double]$x, or [Ad]::Cast($x, 'f64'), keeps it traced.")]
    [InlineData("$t = [int]; $x -as $t", "line 2: -as: a value (f64[]*) has no .NET number to give: a cast such as [double]$x, or [Ad]::Cast($x, 'f64'), keeps it traced.")]
    [InlineData("$x -is [double]", "line 2: -is: a value (f64[]*) is no [double] while the function is traced, though a number was given. Ask for its dtype, as in $x.DType -eq 'f64', or leave the test away.")]
    [InlineData("$x -isnot [int]", "line 2: -is: a value (f64[]*) is no [int] while the function is traced, though a number was given. Ask for its dtype, as in $x.DType -eq 'f64', or leave the test away.")]
    [InlineData("$x -is [ValueType]", "line 2: -is: a value (f64[]*) is no [ValueType] while the function is traced, though a number was given. Ask for its dtype, as in $x.DType -eq 'f64', or leave the test away.")]
    [InlineData("if ([Ad]::Stack(@($x, $x))) { 1 }", "line 2: A tensor of the shape [2] is neither true nor false: use [Ad]::Any($x), [Ad]::All($x), or a condition of one element.")]
    public void Errors_name_the_line_and_the_cure(string body, string message)
    {
        Assert.Equal(message, session.Error($"Invoke-AdCompiled (New-AdFunction {{ param($x)\n {body}\n $x }}) 1.5").Exception.Message);
        // Whatever the script does with the error.
        Assert.Equal(message, session.Error($"Invoke-AdCompiled (New-AdFunction {{ param($x)\n try {{ {body} }} catch {{ }}\n $x }}) 1.5").Exception.Message);
    }

    [Theory]
    [InlineData("try { $s = $x -match 'a' } catch { }; throw 'later'")]
    [InlineData("try { $s = $x -match 'a' } catch { }; $k = 0; 1 / $k")]
    [InlineData("try { $s = $x -match 'a' } catch { }; [ValidateRange(5, 6)] $y = $x")]
    [InlineData("try { $s = $x -match 'a' } catch { [Ad]::MatMul($x, $x) }")]
    public void A_later_failure_does_not_hide_the_first(string body) =>
        Assert.Equal(NoText, session.Error($"Invoke-AdCompiled (New-AdFunction {{ param($x)\n {body}\n $x }}) 1.5").Exception.Message);

    // A cmdlet's errors are PowerShell's own exceptions, and some are made of others.
    [Theory]
    [InlineData("Invoke-AdCompiled $g 1 2 3", "line 2: f(y) takes 1 argument, but 3 were given. For one array write Invoke-AdCompiled $f $a, -ArgumentList (, $a) or -NamedArgument @{ y = $a }.")]
    [InlineData("Invoke-AdCompiled $g 1 -ArgumentList 2", "line 2: Arguments are given both by -ArgumentList and by position: give them one way.")]
    [InlineData("1, 'a' | Invoke-AdCompiled $g -ErrorAction SilentlyContinue", "line 2: y: the string 'a' is neither a number, an array, a tensor nor a tree of these; a string is a number only as a whole argument.")]
    public void Errors_of_cmdlets_are_not_swallowed(string body, string message)
    {
        const string g = "$g = New-AdFunction { param($y) $y * 2 }; ";
        Assert.Equal(message, session.Error($"{g}Invoke-AdCompiled (New-AdFunction {{ param($x)\n try {{ $null = {body} }} catch {{ }}\n $x }}) 1.5").Exception.Message);
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
        string message = session.Error($"foreach ($k in 1, 2) {{ Invoke-AdCompiled (New-AdFunction {{ param($x)\n {body}\n $x }}) 1.5 }}").Exception.Message;
        Assert.StartsWith($"line {line}: break or continue has left a script block that is traced", message, StringComparison.Ordinal);
    }

    [Fact]
    public void At_the_prompt_nothing_is_rewritten() =>
        Assert.Equal("3 False True a1", session.Text("$t = [Autodiff.Tensor]::Of([double[]](1, 2)); (@(1, 2) + $t).Count; 1 -eq $t; 1 -eq $t[0]; 'a' + [Autodiff.Tensor]::Scalar(1.0)"));
}
