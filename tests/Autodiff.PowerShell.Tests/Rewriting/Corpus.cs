namespace Autodiff.PowerShell.Tests.Rewriting;

/// <summary>Pieces of script with every construct of the language.</summary>
public static class Corpus
{
    /// <summary>Scripts that run in the hosted engine, with results that are the same in every run.</summary>
    public static readonly string[] Runnable =
    [
        "1; 2.5; 'a'; \"b $(1 + 1) $PSHOME\".Length -gt 3; @'\nhere\n'@; @\"\nhere $(2)\n\"@",
        "-5; +5; -not $true; !$false; -bnot 3; -split 'a b'; -join ('a', 'b'); ,1",
        "$i = 3; $i++; ++$i; $i--; --$i; $i; $i += 2; $i -= 1; $i *= 3; $i /= 2; $i %= 4; $n = $null; $n ??= 7; $i; $n",
        "1 + 2 * 3 - 4 / 2 % 3; 5 -band 3; 5 -bor 3; 5 -bxor 3; 1 -shl 3; 8 -shr 1; $true -and $false -or $true -xor $true; $null ?? 5",
        "1 -eq 1; 'a' -ceq 'A'; 1 -ne 2; 1 -lt 2; 1 -le 1; 2 -gt 1; 2 -ge 3; 'abc' -like 'a*'; 'abc' -notlike 'b*'; 'abc' -match 'b'; 'abc' -notmatch 'b'; 'abc' -replace 'b', 'x'",
        "'a,b' -split ','; 'a', 'b' -join '-'; '{0:F2} {1}' -f 1.234, 'x'; 1 -in 1, 2; 3 -notin 1, 2; 1, 2 -contains 2; 1, 2 -notcontains 2; 1 -is [int]; 'a' -isnot [int]; '5' -as [int]; 1..4",
        "@(1, 2, 3)[1]; @(1, 2, 3)[-1]; @(1, 2, 3)[0, 2]; (1, 2, 3)[0..1]; @{ a = 1; 'b c' = 2; 3 = 4 }['b c']; ([ordered]@{ x = 1; y = 2 }).y; $h = @{}; $h.k = 1; $h['l'] = 2; $h.Count; $null?[0]; ${null}?.Length",
        "[int]'5'; [double]1; [string]5; [int[]](1, 2.6); [Math]::Max(1, 2); [Math]::PI; 'abc'.Length; 'abc'.Substring(1, 1); 'abc'.'Length'; $m = 'ToUpper'; 'abc'.$m(); [System.Collections.Generic.List[int]]::new().Count",
        "[Math]::Round([double]2.5); [type]'int'; [int].Name; [pscustomobject]@{ a = 1; b = @(1, 2) }; $x = [ref]5; $x.Value; [array]::Empty[int]().Count",
        "if (1 -gt 2) { 'a' } elseif (2 -gt 1) { 'b' } else { 'c' }; $true ? 'yes' : 'no'; if ($false) { 1 }",
        "$s = 0; while ($s -lt 3) { $s++; if ($s -eq 2) { continue } $s }; do { $s-- } while ($s -gt 0); do { $s++ } until ($s -ge 2); $s",
        ":outer for ($i = 0; $i -lt 3; $i++) { foreach ($j in 0..2) { if ($j -eq 1) { continue outer } \"$i $j\" } }; foreach ($k in 1, 2, 3) { if ($k -eq 2) { break } $k }; for (;;) { break }",
        "switch (1, 'b', 3) { 1 { 'one' } 'b' { 'bee'; continue } { $_ -gt 2 } { 'big' } default { 'other' } }; switch -wildcard ('abc') { 'a*' { 1; break } 'ab*' { 2 } }; switch -regex -casesensitive ('ABC') { 'b' { 1 } 'B' { 2 } }; switch -exact (5) { 5 { 'five' } }",
        "try { throw 'oops' } catch [System.Management.Automation.RuntimeException] { 'caught ' + $_.Exception.Message } catch { 'other' } finally { 'done' }; try { 1 } finally { 2 }",
        "function Get-Sum([int]$a, $b = 2) { $a + $b }; Get-Sum 1; Get-Sum -a 1 -b 5; filter Twice { $_ * 2 }; 1, 2 | Twice; function Both { param([Parameter(Mandatory)][ValidateRange(0, 9)][int]$n, [switch]$s) begin { 'b' } process { $n } end { \"$s\" } clean { } } Both -n 3 -s",
        "function Piped { [CmdletBinding()] param([Parameter(ValueFromPipeline)] $v) begin { $t = 0 } process { $t += $v } end { $t } }; 1..4 | Piped; function Dyn { [CmdletBinding()] param() dynamicparam { } end { 'd' } } Dyn",
        "& { param($x, $y = 3) $x + $y } 1; . { $z = 5 }; $z; & { $args[0] } 7; $b = { $_ * 2 }; 1, 2 | ForEach-Object $b; (1, 2, 3).Where({ $_ -gt 1 }); (1, 2).ForEach({ $_ + 1 }); $b.ToString()",
        "1..5 | Where-Object { $_ % 2 } | ForEach-Object { $_ * 10 }; Get-Command ForEach-Object | ForEach-Object Name; 1 | ForEach-Object -Process { $_ }; 'a' | Where-Object Length -eq 1",
        "1 && 2; $null = 1 || 3; $a, $b = 1, 2; $a; $b; ($c, $d) = 3, 4; $c; [int]$e, [string]$f = '5', 6; $e; $f; $g = $j = 9; $g + $j",
        "data Strings { 'x' }; $Strings; data { @{ a = 1 } }; $v = $(1; 2); $v; @(if ($true) { 1 }); $w = if ($true) { 'w' }; $w; $u = foreach ($q in 1, 2) { $q * 2 }; $u",
        "trap { 'trapped'; continue } 1 / $null; 'after'; $Error.Count -gt 0",
        "${a b} = 1; ${a b}; $script:q = 2; $script:q; $env:ADTEST = 'e'; $env:ADTEST; $global:adtest = 3; $global:adtest; $private:p = 4; $private:p",
        "$h = @{ x = 1; y = @{ z = 2 } }; $h.y.z; $h.y['z']; $l = @(1, @(2, 3)); $l[1][0]; $l[1][0] = 5; $l[1][0]; $l[1][1] += 2; $l[1][1]; $s = @{ a = 1; b = 2 }; function Splat($a, $b) { $a + $b }; Splat @s",
        "$x = 5; [ValidateRange(1, 9)][int]$y = 3; $y; [double]$d = '2.5'; $d; $d = 3; $d.GetType().Name; 0x1F; 1e3; 5kb; 3L; 2.5d; 'a`n' + \"`t\"; <# comment #> 1 # comment",
        "Get-Variable -Name PSHOME -ErrorAction SilentlyContinue 2>$null | ForEach-Object { 'v' }; & { 'err' } 2>&1; & { 'all' } *>&1; 'x' > $null; $(throw 'e') 2>$null",
        "using namespace System.Text\n[StringBuilder]::new('x').Append(1).ToString()",
    ];

    /// <summary>Scripts that are only parsed, because the hosted engine cannot run them.</summary>
    public static readonly string[] Parsed =
    [
        "class Point { [int]$X; static [int]$Count = 0; Point([int]$x) { $this.X = $x; [Point]::Count++ } [int] Twice() { return $this.X * 2 } static [string] Name() { return 'P' } }; [Point]::new(4).Twice(); [Point]::Name(); enum Colour { Red; Green = 5 }; [int][Colour]::Green",
        "class A : System.Exception { A([string]$m) : base($m) { } hidden [int] $h; [ValidateNotNull()][string] $s = 'x'; [void] M([int]$a, $b) { } }",
        "workflow-like -Name { $using:x }; Invoke-Command -ComputerName c { $using:x + 1 }; start-thing & ; parallel-thing -a:1 -b: 2 --% raw $x",
        "switch -file 'path' { 'a' { 1 } }; switch -casesensitive -wildcard (1) { 1 { } default { } }; foreach ($a in b) { }",
        "[CmdletBinding(DefaultParameterSetName = 'a')] param([Parameter(Position = 0, HelpMessage = 'h')][Alias('z')] [string[]] $a = @('x'), [ValidateScript({ $_ })] $b) begin { } process { } end { }",
        "return 5; exit 3; throw; break; continue; break label; return",
        "[System.Collections.Generic.Dictionary[string, int[]]]::new(); [int[,]]$m; [Foo+Bar]::X; [a.b.c]; $x.Method[int](1); [Type]::M[int, string]()",
        "$a.b.c[1].d(2)?.e; $a?[1]; $a::b; $a::c(); \"$($a.b) $a.b ${c} $d[0] `$e\"; $x = $y = 3; $a.b, $c[0] = 1, 2; $a.b += 1",
        "Configuration C { Node n { } }",
        "a | b | c; a -x y z 1 @s $(1) { } > out.txt; a 2>&1 | b *> f; & a; . a; & $x 1 -p; a -s:$x; a b.c; a 'q' \"r$s\"; a (1 + 2) @(3) @{ k = 4 }",
        "1 && 2 || 3 && a; if (a) { } ; @(); @{}; $(); ''; ({ }); $(a; b)",
    ];
}
