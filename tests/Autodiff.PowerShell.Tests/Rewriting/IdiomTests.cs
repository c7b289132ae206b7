namespace Autodiff.PowerShell.Tests.Rewriting;

/// <summary>Idioms of published functions: values are those of plain PowerShell, gradients those of central differences.</summary>
[Collection("PowerShell")]
public class IdiomTests(PowerShellSession session)
{
    [Theory]
    [InlineData("param([double[]] $v) foreach ($i in $v) { $sum += $i * $i }; $sum / $v.Count", "@(1.5, 2.5), @(3.0, -1.0, 2.0)")]
    [InlineData("param($x) $total += $x; $total += $x * $x; if ($total -gt 3) { $total * 2 } else { $total }", "0.5, 2.5, 1.25")]
    [InlineData("param($x) $h = @{}; $h.sum += $x; $h.sum += 2 * $x; $h['n'] += $x * $x; $h.sum * $h.n", "0.5, 2.5")]
    [InlineData("param([double[]] $v) foreach ($i in 1..2) { $all += $v }; $s = 0.0; foreach ($i in $all) { $s += $i * $i }; $s * $all.Count", "@(1.5, 2.5), @(3.0, -1.0, 2.0)")]
    [InlineData("param($x) $s = [decimal]0; $s += $x; $s += [decimal]2 * $x; $s - [decimal]1 / $x", "0.5, 2.5, 1.25")]
    [InlineData("param($x) [decimal]$d = 2; [decimal]$e = $d - $x; [decimal]$e = $d * $e + $x * $x; if ([decimal]1.5 -lt $x) { $e } else { $e * 3 }", "0.5, 2.5, 1.25")]
    [InlineData("param($x) $q = New-Object System.Collections.Queue -ArgumentList ([int]([Math]::Floor($x) + 3)); $q.Enqueue($x); $q.Enqueue($x * $x); $q.Dequeue() * $q.Dequeue()", "0.5, 2.5")]
    [InlineData("param([double[]] $v) [double[][]]$m = 0..1 | ForEach-Object { $i = $_; , @(0..1 | ForEach-Object { $v[$_] * ($i + 1) }) }; [double[][]]$c = $m | ForEach-Object { , @($_) }; $c[0][1] -= $m[1][0]; $c[0][1] * $m[1][1]", "@(1.5, 2.5), @(3.0, -1.0)")]
    [InlineData("param([double[]] $v) [double[][]]$e = 0..1 | ForEach-Object { $r = @(0) * 2; $r[$_] = 1; , $r }; $e[0][0] = $v[0]; $e[1] = $e[0] + $v[1]; [System.Collections.Generic.List[double[]]]$l = $e; $l[0][0] * $l[1][2] * $l[1].Count", "@(1.5, 2.5), @(3.0, -1.0)")]
    public void Values_and_gradients(string block, string points) => Agreement.Holds(session, "", block, points);

    // An array whose elements are changed is one, although the parameter has no type.
    [Theory]
    [InlineData("function Test-AdStores($a) { for ($i = 1; $i -lt $a.Count; $i++) { if ($a[$i] -lt $a[$i - 1]) { $a[$i], $a[$i - 1] = $a[$i - 1], $a[$i] } }; $a[0] += 1; $s = 0.0; for ($i = 0; $i -lt $a.Count; $i++) { $s += $a[$i] * ($i + 1) * $a[$i] }; $s }", "@(3.0, 1.5, 2.5), @(1.0, 2.0), @(0.5, 0.25, 4.0)")]
    [InlineData("function Test-AdStores { param($a, $b = 2) begin { $a[1] = $a[0] * $a[1] } process { 0..1 | ForEach-Object { $a[$_] *= $b } } end { $a[0] * $a[1] + $a.Length } }", "@(3.0, 1.5, 2.5), @(1.0, 2.0), @(0.5, 0.25, 4.0)")]
    [InlineData("function Test-AdRows($m) { $m[0], $m[1] = $m[1], $m[0]; $m[0][1] -= $m[1][0] * 2; $m[0][1]++; $m[0][0] * $m[0][1] + $m[1][1] }; function Test-AdStores([double[]] $v) { Test-AdRows @(@($v[0], $v[1]), @($v[1], 3.0)) }", "@(3.0, 1.5), @(1.0, 2.0), @(0.5, 0.25)")]
    public void Arrays_that_are_changed_in_place(string function, string points) =>
        Agreement.Holds(session, $"{function}; $adStores = ${{function:Test-AdStores}}", "param($x) $c = @($x); & $adStores $c", points);

    [Theory]
    [InlineData("function Test-AdStores($m) { for ($i = 0; $i -lt 2; $i++) { $m[$i][0] = $m[$i][0] * $m[$i][1]; $m[$i][1] /= 2 }; $m[0][0] + $m[1][0] * $m[0][1] }", "@(@(3.0, 1.5), @(2.0, 4.0))", "[double[][]]")]
    [InlineData("function Test-AdStores($m) { $m[0, 1] = $m[1, 1] * $m[0, 0]; $m[0, 1] * $m[1, 0] + $m.GetLength(0) }", "$(, ($m = [double[,]]::new(2, 2)); $m[0, 0] = 3.0; $m[1, 0] = 1.5; $m[1, 1] = 4.0)", "[double[,]]")]
    [InlineData("function Test-AdStores($a) { $a[0] = $a[1] * 2; $a[1] += 1; $a[0] * $a[1] }", "@(1.0, 3.0)", "[double[]]")]
    public void An_untyped_parameter_that_is_changed_equals_a_typed_one(string function, string argument, string type) => Assert.Equal("True True True", session.Text($$"""
        {{function}}
        $x = {{(type == "[double[,]]" ? "$null" : argument)}}; if ($null -eq $x) { $x = [double[,]]::new(2, 2); $x[0, 0] = 3.0; $x[1, 0] = 1.5; $x[1, 1] = 4.0 }
        function Copy-It { if ($x.Rank -gt 1) { return , $x.Clone() }; , @($x | ForEach-Object { if ($_ -is [array]) { , $_.Clone() } else { $_ } }) }
        $f = New-AdFunction -Command Test-AdStores; $typed = New-AdFunction { param({{type}} $p) Test-AdStores $p }
        foreach ($i in 1, 2) { [Math]::Abs((Invoke-AdCompiled $f (Copy-It)) - (Test-AdStores (Copy-It))) -lt 1e-12 }
        "$((Invoke-AdCompiled ($f | Get-AdGradient) (Copy-It)).Data)" -eq "$((Invoke-AdCompiled ($typed | Get-AdGradient) (Copy-It)).Data)"
        """));

    [Theory]
    [InlineData("param([double[]] $x) $y = [double[]]::new(4); [Array]::Copy($x, $y, 2); [Array]::Copy($x, 0, $y, 2, 2); [array]::Copy($y, 0, $y, 1, 3); [array]::ConstrainedCopy($x, 1, $y, 0, 1); $y[0] * $y[1] * $y[3] + $y[2]", "@(2.0, 3.0), @(0.5, -1.5)")]
    [InlineData("param([double[]] $x) $y = New-Object 'object[]' 3; [array]::Fill($y, $x[1]); [array]::LastIndexOf($y, $x[1]) * $y[0] * $x[0] + $y[2]", "@(2.0, 3.0), @(0.5, -1.5)")]
    [InlineData("param($x) [Convert]::ToDouble($x) * [Convert]::ToInt32($x) + [decimal]::Round($x, 1) + [Convert]::ToDecimal(\"$x\")", "2.625, 1.3, -0.26")]
    public void Functions_of_arrays_and_conversions(string block, string points) => Agreement.Holds(session, "", block, points);

    [Theory]
    [InlineData("param([Nullable[double]] $x, [Nullable[int]] $k) if ($null -eq $k) { $x * $x } else { $x }", "1.5, -2.0")]
    [InlineData("param($x) [Nullable[double]] $y = $x * 2; $z = [Nullable[double]] ($y * $x); if ($null -ne $z) { $z + $y } else { 1.0 }", "1.5, -2.0")]
    [InlineData("param($x) Invoke-Expression '2 * 3' | ForEach-Object { $_ * $x * $x }", "1.5, -2.0")]
    [InlineData("param($x) $n = 3; & ([scriptblock]::Create(\"param(`$y) `$y * $n\")) ($x * $x)", "1.5, -2.0")]
    public void Nullable_numbers_and_code_of_text(string block, string points) => Agreement.Holds(session, "", block, points);

    [Fact]
    public void Characters_and_integers_of_any_length_take_the_number_of_this_call() => Assert.Equal("C6 D24", session.Text("""
        $f = New-AdFunction { param([int] $n) $p = [bigint] 1; foreach ($i in 1..3) { $p *= [bigint] ($n + $i - 2) }; "$([char] ($n + 65))$p" }
        Invoke-AdCompiled $f 2 3>$null; Invoke-AdCompiled $f 3 3>$null
        """));

    [Fact]
    public void Times_and_text_take_the_number_of_this_call()
    {
        var (output, errors, warnings) = session.RunAll("""
            $f = New-AdFunction { param([double] $x)
             $d = ([datetime] '2020-01-01').AddDays($x)
             $t = 'abcdef'.Substring($x); $d.Day * $x + $t.Length + [System.Text.StringBuilder]::new().Append($x).Length }
            foreach ($x in 3.0, 4.0, 3.0) { (Invoke-AdCompiled $f $x) - ((([datetime] '2020-01-01').AddDays($x)).Day * $x + 'abcdef'.Substring($x).Length + "$x".Length) }
            """);
        Assert.Empty(errors);
        Assert.All(output, d => Assert.Equal(0.0, (double)d.BaseObject, 12));
        Assert.Equal("line 2: a traced value (f64[]*) is given to DateTime.AddDays, so the function is traced again for each new number, and what is made of it has no derivative.", warnings[0]);
    }

    [Theory]
    [InlineData("param([byte[]] $b) $t = @{}; foreach ($i in $b) { $t[$i]++ }; $n = 0; foreach ($i in 0..9) { $n += $t[[byte] $i] * $i }; $n", "@(1, 2, 1), @(5, 5, 5), @(0, 9, 3)")]
    [InlineData("param([int] $n) $t = @{ [byte] 2 = 5; 2 = 7; [long] 2 = 11 }; [byte] $k = $n; $t[[byte] $n] + 100 * $t[$n] + 1e4 * $t[[long] $n] + 1e6 * $t[$k]", "2, 3, 2")]
    [InlineData("param([int] $n) ([byte] $n).GetType().Name; ([uint16] $n) -is [uint16]; ([byte] $n) -is [int]; $n -is [int]; ([byte] $n + 1).GetType().Name", "2, 3, 2")]
    public void Narrow_numbers_are_keys_of_their_own_type(string block, string points) => Assert.DoesNotContain("different", session.Text(
        $$"""$block = { {{block}} }; $f = New-AdFunction $block; foreach ($x in {{points}}) { $a = "$(Invoke-AdCompiled $f -NamedArgument @{ $f.Parameters[0] = $x })"; $b = "$(& $block $x)"; if ($a -ne $b) { "different: $a / $b" } else { 'same' } }"""), StringComparison.Ordinal);

    [Theory]
    [InlineData("$a -band 6; $a -bor 3; $a -bxor 5; $a -shl 2; $a -shr 1; 6 -band $a; 3 -bor $a; 5 -bxor $a; 100 -shl $a; 100 -shr $a; $a -band $a")]
    [InlineData("$a -shl 33; 1 -shl ($a + 31); -$a -shr 1; [long]$a -shl 40; ($a -gt 4) -band ($a -lt 8); ($a -gt 4) -bor 6; $true -bxor $a")]
    [InlineData("$r = 0; $n = $a; while ($n -ne 0) { $r += $n -band 1; $n = $n -shr 1 }; $r; $b = $a; $g = 12; $k = 0; while ((($b -bor $g) -band 1) -eq 0) { $b = $b -shr 1; $g = $g -shr 1; $k++ }; $b; $g; $k")]
    public void Bits_of_integers(string body) => Assert.Equal("True True True True", session.Text($$"""
        $block = { param($a) {{body}} }; $f = New-AdFunction $block
        foreach ($a in 5, 12, 0, 7) { "$($f.Invoke($a))" -eq "$((& $block $a).ForEach({ [double] $_ }))" }
        """));

    [Fact]
    public void Results_that_are_text_or_hold_it() => Assert.Equal("the mean is 2.5 | the mean is 3 | low 1.5 | 24", session.Text("""
        $f = New-AdFunction { param($x, $y) "the mean is $(($x + $y) / 2)" }; $f.Invoke(2.0, 3.0); '|'; $f.Invoke(2.0, 4.0); '|'
        Invoke-AdCompiled { param($x) if ($x -gt 1) { 'high' } else { 'low' }; $x * 3 } 0.5; '|'
        (Invoke-AdCompiled { param([int] $n) $p = [bigint] 1; foreach ($i in 1..$n) { $p = [bigint]::Multiply($p, $i) }; $p } 4).ToString()
        """));

    [Fact]
    public void A_count_beside_floats_has_the_derivative_0() => Assert.Equal("0 0 0.5 0.5 | NotDifferentiable", session.Text("""
        $j = (New-AdFunction { param([double[]] $v) [pscustomobject]@{ Count = $v.Count; Positive = ($v | Where-Object { $_ -gt 0 }).Count * 2; Mean = ($v | Measure-Object -Average).Average } } | Get-AdJacobian).Invoke(@(1.0, 3.0))
        $j.Count.Data; $j.Mean.Data; '|'
        try { (New-AdFunction { param([double[]] $v) $v.Count } | Get-AdJacobian).Invoke(@(1.0, 3.0)) } catch { $_.Exception.InnerException.Id ?? $_.Exception.Id }
        """));

    [Fact]
    public void Text_of_a_parameter_and_a_property_is_a_condition()
    {
        var (output, errors, warnings) = session.RunAll("""
            class AdLabel { [string] $text; [string] Get() { return $this.text } }
            function Get-AdText([string] $s) { "<$s>" }
            $f = New-AdFunction { param($x)
              $n = 0; foreach ($i in 1..3) { $n += (Get-AdText $x).Length }
              $l = [AdLabel]::new(); $l.text = $x * 2; [string] $t = $x; [string[]] $u = $x, $n; $n + $l.Get().Length * $x + $t.Length + $u[0].Length - 2 * "$x".Length }
            $f.Invoke(2.5); $f.Invoke(2.25); $f.Invoke(2.5)
            """);
        Assert.Empty(errors);
        Assert.Equal([17.5, 24.75, 17.5], output.Select(o => (double)o.BaseObject));
        Assert.All(warnings, w => Assert.StartsWith("line ", w, StringComparison.Ordinal));
        Assert.InRange(warnings.Count, 3, 6);
    }

    [Theory]
    [InlineData("Set-StrictMode -Version Latest", "$y = $x * 2\n $adNotSet + $y", 4)]
    [InlineData("Set-StrictMode -Version Latest", "$h = @{ a = 1 }\n $h.b + $x", 4)]
    [InlineData("", "$y = [int] 'abc'\n $y + $x", 3)]
    [InlineData("", "$y = 1\n function Get-AdFails($v) {\n [double]::Parse('abc') * $v }\n Get-AdFails $x", 5)]
    [InlineData("", "function Get-AdPart([ValidateSet('a', 'b')] $name, [ValidateRange(0, 1)] $v) { $v }\n Get-AdPart 'c' $x", 4)]
    [InlineData("", "function Get-AdPart([ValidateSet('a', 'b')] $name, [ValidateRange(0, 1)] $v) { $v }\n Get-AdPart 'a' $x", 4)]
    [InlineData("", "function Get-AdPart([int] $n) { $n }\n Get-AdPart ($x * 1e12)", 4)]
    [InlineData("", "1..3 | Select-Object -First $null.Count.Nothing", 3)]
    [InlineData("", "1..3 | ForEach-Object {\n [int] 'abc' * $x }", 4)]
    [InlineData("", "1..3 | ForEach-Object { $x * $_ } | Sort-Object {\n [int] 'abc' }", 4)]
    public void Errors_of_PowerShell_name_the_line(string setup, string body, int line)
    {
        Assert.StartsWith($"line {line}: ", session.Text($"{setup}\ntry {{ Invoke-AdCompiled {{ param($x)\n {body} }} 1.5 }} catch {{ \"$_\" }} finally {{ Set-StrictMode -Off }}"), StringComparison.Ordinal);
        Assert.StartsWith($"line {line}: ", session.Text($"{setup}\nfunction Get-AdStrict {{ [CmdletBinding()] param($x)\n {body} }}\ntry {{ Invoke-AdCompiled (New-AdFunction -Command Get-AdStrict) 1.5 }} catch {{ \"$_\" }} finally {{ Set-StrictMode -Off }}"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("param(\n [int] $x) $x", 2)]
    [InlineData("[CmdletBinding()] param(\n [int] $x) $x", 2)]
    [InlineData("[CmdletBinding()]\n param([ValidateRange(0, 1)] $x) $x", 3)]
    [InlineData("param([ValidateRange(0, 1)] $x)\n $x", 2)]
    public void Errors_of_parameters_name_their_line(string code, int line) =>
        Assert.StartsWith($"line {line}: ", session.Text($"try {{ Invoke-AdCompiled {{\n {code} }} 5e12 }} catch {{ \"$_\" }}"), StringComparison.Ordinal);

    [Fact]
    public void The_text_of_a_throw_statement_is_the_authors() => Assert.Equal("author", session.Text("try { Invoke-AdCompiled { param($x) throw 'author' } 1.5 } catch { \"$_\" }"));
}
