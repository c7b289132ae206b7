namespace Autodiff.PowerShell.Tests.Functions;

/// <summary>What a function reads of the objects, properties and code around it is part of its signature, as its variables are.</summary>
[Collection("PowerShell")]
public class StateTests(PowerShellSession session)
{
    const string Traced = "; ':'; $f.Signatures.Count";

    [Theory]
    [InlineData("$k = 0.0; $f = New-AdFunction { param($x) $x / $k }; $f.Invoke(1.0); $k = -0.0; $f.Invoke(1.0)", "Infinity -Infinity")]
    [InlineData("$k = [float] 0.0; $f = New-AdFunction { param($x) $x / $k }; $f.Invoke(1.0); $k = [float] -0.0; $f.Invoke(1.0)", "Infinity -Infinity")]
    [InlineData("$k = 1.0d; $f = New-AdFunction { param($x) $x * \"$k\".Length }; $f.Invoke(1.0); $k = 1.00d; $f.Invoke(1.0)", "3 4")]
    [InlineData("$d = [datetime]::new(0, 'Utc'); $f = New-AdFunction { param($x) if ($d.Kind -eq 'Utc') { $x } else { -$x } }; $f.Invoke(1.0); $d = [datetime]::new(0); $f.Invoke(1.0)", "1 -1")]
    [InlineData("$h = [ordered]@{ a = 1; b = 2 }; $f = New-AdFunction { param($x) $x * $h[0] }; $f.Invoke(1.0); $h = [ordered]@{ b = 2; a = 1 }; $f.Invoke(1.0)", "1 2")]
    [InlineData("$h = @{}; $n = $h; foreach ($i in 1..40) { $n.n = @{}; $n = $n.n }; $n.k = 2; $f = New-AdFunction { param($x) $q = $h; while ($q.n) { $q = $q.n }; $x * $q.k }; $f.Invoke(1.0); $n.k = 5; $f.Invoke(1.0)", "2 5")]
    [InlineData("$h = @{ k = 2 }; $h.self = $h; $f = New-AdFunction { param($x) $x * $h.self.self.k }; $f.Invoke(1.0); $h.k = 5; $f.Invoke(1.0)", "2 5")]
    [InlineData("$k = 2.0; $r = [ref] $k; $f = New-AdFunction { param($x) $x * $r.Value }; $f.Invoke(1.0); $k = 5.0; $f.Invoke(1.0)", "2 5")]
    public void Values(string script, string expected) => Assert.Equal($"{expected} : 2", session.Text(script + Traced));

    [Theory]
    [InlineData("class AdStateA { [double] $k = 2; hidden [double] $h = 3 }; $o = [AdStateA]::new(); $f = New-AdFunction { param($x) $x * $o.k + $o.h }; $f.Invoke(1.0); $o.k = 5; $f.Invoke(1.0); $o.h = 7; $f.Invoke(1.0)", "5 8 12 : 3")]
    [InlineData("class AdStateB { [double] $k = 2 }; function Use-It($m, $x) { $m.k * $x }; $o = [AdStateB]::new(); $f = New-AdFunction { param($x) Use-It $o $x }; $f.Invoke(1.0); $o.k = 5; $f.Invoke(1.0)", "2 5 : 2")]
    [InlineData("class AdStateC { $in = @{ k = 2.0 } }; $o = @{ m = [AdStateC]::new() }; $f = New-AdFunction { param($x) $x * $o.m.in.k }; $f.Invoke(1.0); $o.m.in.k = 5; $f.Invoke(1.0)", "2 5 : 2")]
    [InlineData("class AdStateD { [double] $k = 2 }; class AdStateE { [AdStateD] $m = [AdStateD]::new() }; $o = [AdStateE]::new(); $f = New-AdFunction { param($x) $x * $o.m.k }; $f.Invoke(1.0); $o.m.k = 5; $f.Invoke(1.0); $o.m = [AdStateD]::new(); $f.Invoke(1.0)", "2 5 2 : 2")]
    [InlineData("class AdStateF { [double] $k = 2; [AdStateF] $next }; $o = [AdStateF]::new(); $o.next = [AdStateF]::new(); $o.next.next = $o; $f = New-AdFunction { param($x) $q = $o; $x * $q.next.k }; $f.Invoke(1.0); $o.next.k = 5; $f.Invoke(1.0)", "2 5 : 2")]
    [InlineData("class AdStateG { static [double] $k = 2 }; $f = New-AdFunction { param($x) $x * [AdStateG]::k }; $f.Invoke(1.0); [AdStateG]::k = 5; $f.Invoke(1.0)", "2 5 : 2")]
    [InlineData("class AdStateH { [double] $k = 2; [object] $f; AdStateH() { $this.f = New-AdFunction { param($x) $x * $this.k } } [double] Go([double] $x) { return $this.f.Invoke($x) } }; $o = [AdStateH]::new(); $f = $o.f; $o.Go(1.0); $o.k = 5; $o.Go(1.0)", "2 5 : 2")]
    public void Instances_of_classes(string script, string expected) => Assert.Equal(expected, session.Text(script + Traced));

    [Fact]
    public void This_is_that_of_each_instance() => Assert.Equal("2 5 2 5", session.Text("""
        class AdStateI { [double] $k = 2; [double] Go([double] $x) { return (Invoke-AdCompiled { param($x) $x * $this.k } $x) } }
        $o = [AdStateI]::new(); $o.Go(1.0); $o.k = 5; $o.Go(1.0); [AdStateI]::new().Go(1.0); $o.Go(1.0)
        """));

    const string Table = "$t = [Data.DataTable]::new(); $null = $t.Columns.Add('p', [double]); $null = $t.Rows.Add(2.0); $r = $t.Rows[0]; ";

    [Theory]
    [InlineData(Table + "$f = New-AdFunction { param($x) $x * $r.p }; $f.Invoke(1.0); $r.p = 5.0; $f.Invoke(1.0)", "2 5 : 2")]
    [InlineData(Table + "$f = New-AdFunction { param($x) $x * $r['p'] }; $f.Invoke(1.0); $r.p = 5.0; $f.Invoke(1.0)", "2 5 : 2")]
    [InlineData(Table + "$f = New-AdFunction { param($x) $s = 0.0; foreach ($r in $t.Rows) { $s += $x * $r.p }; $s }; $f.Invoke(1.0); $r.p = 5.0; $f.Invoke(1.0); $null = $t.Rows.Add(1.0); $f.Invoke(1.0)", "2 5 6 : 3")]
    [InlineData("$o = [Text.StringBuilder]::new('ab'); $f = New-AdFunction { param($x) $x * $o.Length }; $f.Invoke(1.0); $null = $o.Append('c'); $f.Invoke(1.0)", "2 3 : 2")]
    [InlineData("$o = [Text.StringBuilder]::new('ab'); $f = New-AdFunction { param($x) $x * $o.ToString().Length }; $f.Invoke(1.0); $null = $o.Append('c'); $f.Invoke(1.0)", "2 3 : 2")]
    [InlineData("$o = [Collections.Generic.Queue[double]]::new(); $o.Enqueue(2); $f = New-AdFunction { param($x) $s = 0.0; foreach ($i in $o) { $s += $i * $x }; $s }; $f.Invoke(1.0); $o.Enqueue(3); $f.Invoke(1.0)", "2 5 : 2")]
    [InlineData("$o = [Collections.Generic.HashSet[int]]::new(); $f = New-AdFunction { param($x) $x * $o.Count }; $f.Invoke(1.0); $null = $o.Add(3); $f.Invoke(1.0)", "0 1 : 2")]
    [InlineData("$o = [xml]'<a k=\"2\"/>'; $f = New-AdFunction { param($x) $x * [double] $o.a.k }; $f.Invoke(1.0); $o.a.k = '5'; $f.Invoke(1.0)", "2 5 : 2")]
    [InlineData("$o = [Net.Http.HttpClient]::new(); $f = New-AdFunction { param($x) $x * $o.Timeout.TotalSeconds }; $f.Invoke(1.0); $o.Timeout = [timespan]::FromSeconds(5); $f.Invoke(1.0)", "100 5 : 2")]
    [InlineData("$v = @{ k = 2.0 }; $o = [pscustomobject]@{ a = 1 } | Add-Member ScriptProperty k { $v.k * 1 } -PassThru; $f = New-AdFunction { param($x) $x * $o.k }; $f.Invoke(1.0); $v.k = 5.0; $f.Invoke(1.0)", "2 5 : 2")]
    [InlineData("$k = 2.0; $o = [pscustomobject]@{ a = 1 } | Add-Member ScriptMethod by { param($y) $k * $y } -PassThru; $f = New-AdFunction { param($x) $o.by($x) }; $f.Invoke(1.0); $k = 5.0; $f.Invoke(1.0)", "2 5 : 2")]
    [InlineData("$o = [Text.StringBuilder]::new() | Add-Member NoteProperty k 2.0 -PassThru; $f = New-AdFunction { param($x) $x * $o.k }; $f.Invoke(1.0); $o.k = 5.0; $f.Invoke(1.0)", "2 5 : 2")]
    [InlineData("$o = @(1.0, 2.0); Add-Member -InputObject $o NoteProperty k 2.0; $f = New-AdFunction { param($x) $x * $o.k }; $f.Invoke(1.0); $o.k = 5.0; $f.Invoke(1.0)", "2 5 : 2")]
    [InlineData("$k = 2.0; $o = [pscustomobject]@{ f = { param($y) $y * $k } }; $f = New-AdFunction { param($x) & $o.f $x }; $f.Invoke(1.0); $k = 5.0; $f.Invoke(1.0)", "2 5 : 2")]
    public void Objects(string script, string expected) => Assert.Equal(expected, session.Text(script + Traced));

    [Fact]
    public void Fields_of_objects_of_dotnet() => Assert.Equal("6 8 11", session.Text("""
        Add-Type 'public class AdStateNet { public double K = 2; double p = 3; public double P { set { p = value; } } public double Get() { return p; } public static double S = 1; }'
        $o = [AdStateNet]::new(); $f = New-AdFunction { param($x) $x * $o.K + $o.Get() + [AdStateNet]::S }
        $f.Invoke(1.0); $o.P = 5; $f.Invoke(1.0); [AdStateNet]::S = 4; $f.Invoke(1.0)
        """));

    // A name that is computed is known only after the first trace.
    [Theory]
    [InlineData("function Get-A($y) { $y * 2 }; $name = 'Get-A'; $f = New-AdFunction { param($x) & $name $x }; $f.Invoke(1.0); $f.Invoke(1.0); $f.Invoke(1.0); function Get-A($y) { $y * 5 }; $f.Invoke(1.0)", "2 2 2 5 : 3")]
    [InlineData("function Get-A($y) { $y * $k }; $k = 2; $f = New-AdFunction { param($x) $n = 'Get-' + 'A'; & $n $x }; $f.Invoke(1.0); $k = 5; $f.Invoke(1.0); function Get-A($y) { $y * 7 }; $f.Invoke(1.0)", "2 5 7 : 3")]
    [InlineData("function Get-A($y) { $y * 2 }; $c = Get-Command Get-A; $f = New-AdFunction { param($x) & $c $x }; $f.Invoke(1.0); function Get-A($y) { $y * 5 }; $f.Invoke(1.0)", "2 5 : 2")]
    [InlineData("function Get-A($y) { $y * 2 }; function Get-B($y) { $y * 5 }; Set-Alias adAlias Get-A; $f = New-AdFunction { param($x) adAlias $x }; $f.Invoke(1.0); Set-Alias adAlias Get-B; $f.Invoke(1.0)", "2 5 : 2")]
    [InlineData("$f = New-AdFunction { param($x) function Get-In($y) { $y * 2 }; Get-In $x }; $f.Invoke(1.0); $f.Invoke(1.0)", "2 2 : 1")]
    [InlineData("function Get-A($y) { $y * 2 }; $n = 'Get-A'; $g = New-AdFunction { param($x) & $n $x }; $null = $g.Invoke(1.0); $f = New-AdFunction { param($x) $g.Invoke($x) }; $f.Invoke(1.0); function Get-A($y) { $y * 5 }; $f.Invoke(1.0)", "2 5 : 2")]
    public void Functions(string script, string expected) => Assert.Equal(expected, session.Text(script + Traced));

    [Theory]
    [InlineData("& '{0}' $x")]
    [InlineData("$p = '{0}'; & $p $x")]
    [InlineData("& ./s.ps1 $x")]
    [InlineData(". '{0}' $x")]
    public void Script_files_are_read_again(string call)
    {
        string folder = Directory.CreateTempSubdirectory().FullName, file = Path.Combine(folder, "s.ps1");
        try
        {
            Assert.Equal("2 5 7", session.Text($$"""
                Push-Location '{{folder}}'
                Set-Content s.ps1 'param($x) $x * 2'
                $f = New-AdFunction { param($x) {{call.Replace("{0}", file, StringComparison.Ordinal)}} }; $f.Invoke(1.0)
                Set-Content s.ps1 'param($x) $x * 5'; $f.Invoke(1.0)
                $k = 7; Set-Content s.ps1 'param($x) $x * $k'; $k = 6; $null = $f.Invoke(1.0); $k = 7; $f.Invoke(1.0)
                Pop-Location
                """));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("2, 5 | ForEach-Object { Invoke-AdCompiled { param($x) $x * $_ } 1.0 }", "2 5")]
    [InlineData("2, 5 | ForEach-Object { Invoke-AdCompiled { param($x) & { $x * $_ } } 1.0 }", "2 5")]
    [InlineData("$s = 2; $f = New-AdFunction { param($x) $s += $x; $s }; $f.Invoke(1.0); $s = 5; $f.Invoke(1.0)", "3 6")]
    [InlineData("$k = 2; $f = New-AdFunction { param($x) if ($x -gt 10) { $k = 1 }; $x * $k }; $f.Invoke(1.0); $k = 5; $f.Invoke(1.0)", "2 5")]
    [InlineData("$k = 2; $f = New-AdFunction { param($x) $y = $x * $k; $k = 1; $y * $k }; $f.Invoke(1.0); $k = 5; $f.Invoke(1.0)", "2 5")]
    [InlineData("$k = 2; $f = New-AdFunction { param($x) & { $k = 7 }; $x * $k }; $f.Invoke(1.0); $k = 5; $f.Invoke(1.0)", "2 5")]
    [InlineData("$null = 'a2' -match '(\\d)'; $f = New-AdFunction { param($x) $x * [int] $matches[1] }; $f.Invoke(1.0); $null = 'a5' -match '(\\d)'; $f.Invoke(1.0)", "2 5")]
    public void Variables_that_are_read_before_they_are_set(string script, string expected) => Assert.Equal(expected, session.Text(script));

    [Theory]
    [InlineData("if ($x -gt 0) { $r = 1 } else { $r = 2 }; $r * $x")]
    [InlineData("switch (1) { 1 { $r = 1 } default { $r = 2 } }; $r * $x")]
    [InlineData("foreach ($i in 1..2) { $r = $i }; $r * $x * $i")]
    [InlineData("try { $r = 1 } catch { throw }; $r * $x")]
    [InlineData("1..2 | ForEach-Object { $r = $_ }; $r * $x")]
    [InlineData("$r, [int] $i = 1, 2; $r * $i * $x")]
    [InlineData("$r = $(if ($x -gt 0) { $i = 3; 1 } else { $i = 4; 2 }); $r * $i * $x")]
    [InlineData("for ($r = 0; $r -lt 3; $r++) { $x = $x * 2 }; $x")]
    [InlineData("$x | ForEach-Object { $_ * 2 }")]
    [InlineData("if ($x -lt 0) { return $x } else { $r = 2 }; $r * $x")]
    public void Variables_that_are_set_first_are_the_functions_own(string body) =>
        Assert.Equal("1", session.Text($"$f = New-AdFunction {{ param($x) {body} }}; 1..3 | ForEach-Object {{ $r = $_ * 10; $i = $_; $null = $f.Invoke(1.0) }}; $f.Signatures.Count"));

    [Fact]
    public void An_object_that_is_too_large_is_named()
    {
        var error = session.Error("$big = [Collections.Generic.LinkedList[object]]::new(); foreach ($i in 1..20000) { $null = $big.AddLast([object]::new()) }; Invoke-AdCompiled { param($x) $n = $big; $x * $n.Count } 1.0");
        Assert.StartsWith("NotComparable,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith("$big: ", error.Exception.Message, StringComparison.Ordinal);
    }
}
