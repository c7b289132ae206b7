namespace Autodiff.PowerShell.Tests.Rewriting;

/// <summary>Scripts that are full of traps and hold no value. Rewritten, they must behave exactly as before, errors included.</summary>
public static class PlainScripts
{
    // Objects of every kind that operators meet, each in an array of its own, because some would be enumerated.
    const string Operands = """
        $operands = (, 1), (, -2), (, 2.5), (, 0), (, 3L), (, 'a'), (, '5'), (, ''), (, $null), (, $true), (, $false), (, @()), (, @(1, 2, 3)), (, @(1, 'a', $null)), (, @(, 5)), (, @{ a = 1 }),
            (, [pscustomobject]@{ a = 1 }), (, 1d), (, [double]::NaN), (, [System.Collections.Generic.List[int]](1, 2)), (, (Get-Command ForEach-Object)), (, [datetime]'2020-01-01'), (, [char]'x'), (, { 1 })
        """;

    static readonly string[] operators =
    [
        "-eq", "-ne", "-lt", "-le", "-gt", "-ge", "-ceq", "-cne", "-clt", "-cge", "-ieq", "+", "*", "-in", "-notin", "-contains", "-notcontains", "-ccontains", "-cin", "-f", "-join",
        "-match", "-like", "-replace", "-split", "-notlike", "..",
    ];

    static readonly string[] casts = ["int", "long", "double", "float", "bool", "decimal", "uint", "int[]", "double[]", "bool[]", "double[][]"];

    /// <summary>Every operator between every two objects.</summary>
    public static IEnumerable<string> Operators => operators.Select(o => $$"""
        {{Operands}}
        foreach ($left in $operands) {
            foreach ($right in $operands) {
                $a = $left[0]; $b = $right[0]
                try { '>'; $a {{o}} $b } catch { $_.FullyQualifiedErrorId + $_ }
            }
        }
        """);

    /// <summary>Every cast of every object: as an expression, as the type of a variable, and as the type of a parameter.</summary>
    public static IEnumerable<string> Casts => casts.Select(t => $$"""
        {{Operands}}
        function F([{{t}}]$p) { , $p; $p = 2.6; , $p }
        function G { [CmdletBinding()] param([{{t}}]$p = 1) , $p }
        function H { [CmdletBinding()] param([Parameter(ValueFromPipeline)][{{t}}]$p) process { , $p } }
        F; G; H
        foreach ($one in $operands) {
            $a = $one[0]
            try { 'cast'; , ([{{t}}]$a) } catch { $_.FullyQualifiedErrorId + $_ }
            try { 'variable'; [{{t}}]$v = $a; , $v; $v = 3; , $v; $v = '7'; , $v } catch { $_.FullyQualifiedErrorId + $_ }
            try { 'parameter'; F $a } catch { $_.FullyQualifiedErrorId + $_ }
            # Cmdlets take no text for a [bool], nor in an array of them; of arrays only the type is looked at here.
            try { 'cmdlet'; if ('{{t}}' -ne 'bool[]') { G -p $a } } catch { $_.FullyQualifiedErrorId + $_ }
            # A block would be run for the item instead of given, where the type is not of blocks.
            try { 'piped'; if ($a -isnot [scriptblock]) { , $a | H } } catch { $_.FullyQualifiedErrorId + $_ }
            try { 'block'; & { param([{{t}}]$p = 1) , $p } $a } catch { $_.FullyQualifiedErrorId + $_ }
        }
        """);

    public static readonly string[] Others =
    [
        "foreach ($v in @(), @(0), @(1), @(, @()), @(, @(0)), @($null), 'a', '', $null, 0, 1, @{}, @(0, 0), [System.Collections.ArrayList]@(0), { 0 }) { if ($v) { 1 } elseif (-not $v) { 0 }; $v ? 'y' : 'n'; $v -and 1; $v -or $v -xor $v; !$v; while ($v) { 'w'; break }; for (; $v;) { 'f'; break } }",
        "$l = @{ P = 1 }, @{ P = 3 }, @{ Q = 2 }, 5, 'x', $null; $k = 2; foreach ($r in 1..6) { }; $l | Where-Object P -lt $k; $l | Where-Object P; 'a', '' | where Length; $l | Where-Object P -eq $k; $l | where P -ge $k; $l | Where-Object P -ne $k; $s = 'a'; 'A', 'b' | Where-Object Length -gt $k; 'A' | Where-Object PSTypeNames -eq $s; if (Get-Command ForEach-Object | Where-Object Name -eq $s) { 1 } else { 2 }",
        "$b = { $_ + 1 }; (1, 2).ForEach($b); $n = 'ToString'; (1, 2).ForEach($n); $t = [string]; (1, 2).ForEach($t).GetType().Name; Invoke-Command { 5 }; $c = { $args[0] * 2 }; Invoke-Command $c -ArgumentList 4",
        "$a = 5; switch ($a) { 5 { 'five' } '5' { 'text' } { $_ -gt 4 } { 'block' } default { 'none' } }",
        "switch ('b') { 'B' { 'folded' } default { 'no' } }; switch -casesensitive ('b') { 'B' { 'folded' } default { 'no' } }",
        "$c = { $_ -eq 2 }; switch (1, 2, 3) { $c { \"block $_\" } 3 { 'three'; break } 3 { 'again' } }; switch ($null) { $null { 'null' } default { 'd' } }; switch (@()) { 1 { 1 } default { 'empty' } }",
        "switch -regex ('abc', 'xyz') { '^a' { $Matches[0] } 'z$' { 'z' } }; switch -wildcard ('abc') { 'a*' { 'w' } '[' { 'bad' } }",
        "switch ($true) { (1 -gt 2) { 'no' } (2 -gt 1) { 'yes' } }; switch (1..3) { { $_ % 2 } { \"odd $_\"; continue } default { \"even $_\" } }",
        "(1..6).Where({ $_ % 2 }); (1..6).Where({ $_ -gt 2 }, 'First'); (1..6).Where({ $_ -gt 2 }, 'Split').Count; $f = { $_ -lt 3 }; (1..6).Where($f); (1, 2).Where({}); (1, 2).Where({ 0; 1 }); (1, 2).Where({ return $_ -eq 2 })",
        "(1, 2).Where('x')", "(1, 2).Where()", "$null.Where({ 1 })", "'ab'.Contains('a'); @(1, 2).Contains(2); @{ a = 1 }.ContainsKey('a'); @{ a = 1 }.Contains('b'); [array]::IndexOf((1, 2), 2); ([System.Collections.ArrayList](1, 2)).IndexOf(2)",
        "$h = @{ 1 = 'a'; 'x' = 'b' }; $k = 1; $h[$k]; $k = 'x'; $h[$k]; $h.$k; $h[$k] = 'c'; $h.x; $h.$k = 'd'; $h.x; $a = 1, 2, 3; $i = -1; $a[$i]; $a[$i] = 9; $a[2]; $a[$i, 0]; $a[$i] += 1; $a[2]; $a[5]",
        "$a = $null; $i = 0; $a[$i]", "$a = 1, 2; $i = 'x'; $a[$i]", "$a = 1, 2; $i = $null; $a[$i]", "$a = 1, 2; $i = 7; $a[$i] = 1", "$i = 1; ${null}?[$i]; (1, 2)?[$i]; 'abc'[$i]; 5[$i]",
        "$k = 'x'; @{ $k = 1; 2 = 3; \"y$k\" = 4 }.Count; $n = 'Length'; 'abc'.$n; 'abc'.($n); $m = 'ToUpper'; 'abc'.$m()", "$k = 'x'; @{ $k = 1; x = 2 }",
        "$a = 1; $a += 2; $a; $a *= 3; $a; $a -= 1; $a; $a = @(1); $a += 2; $a; $a *= 2; $a.Count; $a = 'x'; $a += 1; $a; $a *= 3; $a; $u += 5; $u; $w += 'q'; $w; $h = @{ n = 1 }; $h.n += 2; $h.n; $h['n'] *= 4; $h.n; $z = @{ a = 1 }; $z += @{ b = 2 }; $z.Count",
        "$z = @{ a = 1 }; $z += 1", "$a = 1; $a += 'x'", "$a = 2; $a *= 'x'", "[int]$a = 1; $a += 2.6; $a; $a *= 1.5; $a", "$a = 1, 2; $i = 0; $a[$i++] += 5; $a; $i; $n = 0; $v = ($n++), ($n++); $v",
        "$o = [pscustomobject]@{ p = 1 }; $o.p += 3; $o.p; $script:s = 1; $script:s += 1; $script:s; $env:ADT = 'a'; $env:ADT += 'b'; $env:ADT; $global:g1 = 1; & { $g1 += 5; $g1 }; $g1",
        "[Math]::Max(1, 2); $a = 3; [Math]::Max($a, 2.5); [Math]::Sqrt($a + 1); [Math]::Round($a / 2, 1); [Math]::Pow($a, 2); [Math]::Abs(-$a); [Math]::Min('4', $a); [Math]::Clamp($a, 1, 2); [MathF]::Sqrt($a); [double]::IsNaN($a); [double]::Parse(\"$a\"); [float]::MaxValue; [Math]::PI",
        "$a = 'x'; [Math]::Sqrt($a)", "$a = 1; [Math]::Nothing($a)", "$a = 1, 2; [Math]::Abs($a)", "$a = $null; [Math]::Sqrt($a)", "$a = 1; [Math]::Max($a)", "[Math]::DivRem(7, 2); $q = 7; [Math]::DivRem($q, 2).Item1; [Math]::Sign(-$q)",
        "$a = 5; \"v $a $($a + 1) ${a}\"; \"$null|$(1, 2)|$(@{ a = 1 }.a)\"; '{0}|{1}' -f $a, 'b'; '{0}' -f $null; $b = 1, 2; '{0}-{1}' -f $b; -join $b; -split 'a b'; $b -join '+'; \"$b\"",
        "$f = '{0'; $f -f 1", "$p = '['; 'a' -match $p", "$a = 5; throw \"bad $a\"", "$a = 5; throw ('bad ' + $a)", "$p = 'b'; 'abc' -match $p; $Matches[0]; 'abc' -replace $p, 'x'; 'a', 'b' -like $p; 'abc' -csplit $p; 'a1b2' -split '\\d', 2",
        "5 -is [int]; $a = 5; $a -is [double]; $a -isnot [string]; $a -as [string]; '7' -as [int]; 'x' -as [int]; $t = [int]; $a -is $t; $a -is 'int'; $a -as $t; $a -is [ValueType]", "$a = 5; $a -is 'nothing.such'",
        "foreach ($i in 1, 2, 3) { $i }; $n = 3; foreach ($i in 1..$n) { $i }; foreach ($i in $null) { 'never' }; foreach ($i in @()) { 'never' }; foreach ($i in 'text') { $i }; foreach ($i in @{ a = 1 }) { $i.a }; foreach ($i in Get-Command ForEach-Object) { $i.Name }",
        "foreach ($i in 1..5) { if ($i -eq 2) { continue }; if ($i -gt 3) { break }; $i; $foreach.Current }; foreach ($i in (1, (2, 3))) { $i.Count }; foreach ($c in 1..2 | ForEach-Object { $_ * 2 }) { $c }; foreach ($e in $(if ($false) { 1 })) { 'no' }",
        "$a, $b = 1, 2; $a; $b; $l = 3, 4, 5; $a, $b = $l; $a; $b; $a, $b = 7; $a; $null -eq $b; $a, $b = $null; $a, [int]$b = '1', '2'; $b.GetType().Name; $x, ($y, $z) = 1, (2, 3); $z; $a, $b = $b, $a; $a",
        "$f = { param($x) $x + 1 }; & $f 2; . $f 3; $f.Invoke(4); $f.InvokeReturnAsIs(5); & 'ForEach-Object' -InputObject 1 -Process { $_ }; 1, 2 | ForEach-Object $f; 1, 2 | Where-Object { $_ -gt 1 }; $n = 'Get-Command'; (& $n ForEach-Object).Name; $h = @{ f = { 'held' } }; & $h.f; $h.f.Invoke()",
        "& $null", "& 5", "& 'no-such-command'", "$b = { 1 / $args[0] }; & $b 0; 'on'; $b.Invoke(0)", "$m = Get-Command ForEach-Object; 1 | & $m { $_ * 2 }", "$x = 5; $b = { $x++; $x }; & $b; $x; . $b; $x", "$c = { $y = 9 }.GetNewClosure(); & $c; $null -eq $y",
        "function F([ValidateRange(1, 5)]$x) { $x; $x = 9 } F 3; F 7", "function F { param([ValidateSet('a', 'b')][string]$s, [ValidateNotNullOrEmpty()]$n, [ValidateScript({ $_ -gt 2 })]$v, [ValidateCount(1, 2)]$c) $s; $n; $v; $c } F a 1 3 (1, 2); F c", "function F([ValidateScript({ $_ -gt 2 })][int]$v) { $v } F 3; F 1; F 'x'",
        "[ValidateRange(1, 5)]$v = 3; $v; $v = 4; $v; $v = 9", "[ValidateRange(1, 5)][int]$v = '3'; $v; $v = 4.6; $v; $v = 7", "[ValidateRange(1, 5)][int]$v = 8", "[double]$d = 'x'", "[int]$i = 2; $i = 2.5; $i; $i = 3.5; $i; $i = $null; $i; $i++; $i; $i /= 2; $i",
        "function F([double]$x = 2, [int]$n, [bool]$b, [double[]]$a, [string]$s, [switch]$w) { $x; $n; $b; $null -eq $a; $s -eq ''; $w.IsPresent; $PSBoundParameters.Count } F; F 3 4 $true (1, 2) t -w; F -x '5'", "function F([int]$n) { $n = $n / 2; $n; $n -= 0.4; $n } F 5", "function F([bool]$b) { $b } F 'x'", "function F([bool]$b) { $b } F 1; F 0; F $null",
        "function F { [CmdletBinding()] param([Parameter(Mandatory)][double]$x, [Parameter(Position = 0)][int]$n) $x * $n } F 3 -x 2; F -x 'q' 1", "function F([Parameter(ValueFromRemainingArguments)][int[]]$r) { $r.Count; $r } F 1 2.6 3", "function F([int][Alias('k')]$n, [ref]$r) { $n; $r.Value = 5 } $q = 1; F -k 2 ([ref]$q); $q", "filter Half([int]$d = 2) { $_ / $d } 4, 6 | Half; 4 | Half -d 4",
        "$x = 3; $r = if ($x -gt 2) { 'big' } else { 'small' }; $r; $y = switch ($x) { 3 { 'three' } }; $y; $z = foreach ($i in 1..$x) { $i * 2 }; $z; while ($x -gt 0) { $x-- }; $x; do { $x += 1.5 } until ($x -ge 3); $x; $x -gt 2 ? 'a' : 'b'; $null ?? $x; $q ??= 5; $q",
        "$i = 10; $s = 0; for ($j = 0; $j -lt $i; $j += 3) { $s += $j }; $s; :o for ($a = 0; $a -lt 3; $a++) { foreach ($b in 1..3) { if ($b -eq $a) { continue o } if ($a + $b -gt 4) { break o } \"$a$b\" } }",
        "try { $e = 'z'; [int]$e } catch { $_.Exception.GetType().Name; \"$_\" }; try { $k = 0; 1 / $k } catch [DivideByZeroException] { 'divided' } finally { 'end' }; trap { \"trapped $_\"; continue } $w = 'x'; [int]$w; 'after'",
        "Set-StrictMode -Version Latest; $q + 1", "Set-StrictMode -Version Latest; $a = 1, 2; $i = 5; $a[$i]", "Set-StrictMode -Version Latest; $h = @{}; $k = 'no'; $h.$k", "Set-StrictMode -Version Latest; $undefinedsum += 1",
        "1..3 | ForEach-Object { $t = $_; (1..3).Where({ $_ -eq $t }) }; (1..3 | Where-Object { $_ -in 2, 3 }).Count; @(1..3 | ForEach-Object { if ($_ -eq 2) { return }; $_ }); $PSItem; & { process { $_ } }; 1, 2 | & { process { $_ * 3 } end { 'e' } }",
        "$a = [System.Collections.ArrayList]@(1, 2); $a[0] = 5; $j = 1; $a[$j] = 6; $a; $d = [System.Collections.Generic.Dictionary[string, int]]::new(); $n = 'k'; $d[$n] = 3; $d[$n]; $d[$n] += 2; $d.k; $d['none']; $m = [int[,]]::new(2, 2); $r = 1; $m[$r, 0] = 4; $m[$r, 0]; $m[1, 0]",
        "$x = 5; $b = { $x -eq 5 }; $b.ToString(); \"$b\"; $b.Ast.Extent.StartLineNumber; $MyInvocation.Line.Length -gt 0; & { $MyInvocation.MyCommand.CommandType }", "$s = 'a'; $s.Length.ToString().Length; $s.PadLeft(3, 'x'); [string]::Join('-', (1, 2)); $t = [pscustomobject]@{ v = 2 }; $t.v -eq 2; $t.none -eq $null",
    ];
}
