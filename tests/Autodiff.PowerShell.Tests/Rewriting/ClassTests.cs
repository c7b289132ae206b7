namespace Autodiff.PowerShell.Tests.Rewriting;

/// <summary>Classes written in PowerShell: their methods, constructors and properties mean what they mean in PowerShell while a function is traced.</summary>
[Collection("PowerShell")]
public class ClassTests(PowerShellSession session)
{
    const string Classes = """
        class AdPoly {
            [double[]] $c; static [double] $scale = 2; hidden [double] $last
            AdPoly([double[]] $c) { $this.c = $c }
            AdPoly() { $this.c = @(1, 2, 3) }
            [double] Eval([double] $x) { 'dropped'; $s = 0.0; for ($i = $this.c.Count - 1; $i -ge 0; $i--) { $s = $s * $x + $this.c[$i] }; $this.last = $s; return $s }
            [double] Eval([double] $x, [double] $by) { return $this.Eval($x) * $by }
            static [double] Square([double] $x) { return [Math]::Pow($x, 2) * [AdPoly]::scale }
            [double] Twice([double] $x) { if ($x -gt 1) { return $this.Eval($x) * 2 } else { return [AdPoly]::Square($x) } }
            [AdPoly] Plus([AdPoly] $o) { $r = [double[]]::new($this.c.Count); for ($i = 0; $i -lt $r.Count; $i++) { $r[$i] = $this.c[$i] + $o.c[$i] }; return [AdPoly]::new($r) }
            [void] Set([double] $v) { $this.c[0] = $v }
        }
        class AdQuad : AdPoly {
            [double] $k = 3
            AdQuad([double] $k) : base(@(1, $k, 1)) { $this.k = $k }
            [double] Eval([double] $x) { return ([AdPoly] $this).Eval($x) * $this.k }
        }
        class AdLayer { [double] $w; [double] $b; [string] $name = 'l'; AdLayer([double] $w, [double] $b) { $this.w = $w; $this.b = $b } [double] Go([double] $x) { return [Math]::Tanh($this.w * $x + $this.b) } }
        class AdNet {
            [System.Collections.Generic.List[AdLayer]] $layers = [System.Collections.Generic.List[AdLayer]]::new()
            [AdNet] Add([AdLayer] $l) { $this.layers.Add($l); return $this }
            [double] Go([double] $x) { foreach ($l in $this.layers) { $x = $l.Go($x) }; return $x }
        }
        class AdPoint { [double] $x; [double] $y }
        class AdMean { [double] $total; [void] Add([double] $v) { $this.total += $v } [double] Of([double[]] $v) { foreach ($i in $v) { $this.Add($i) }; return $this.total / $v.Count } }
        $adK = 2.0; class AdOuter { [object] Go($x) { return $x * $script:adClassK } [double] Help([double] $x) { return (Get-AdHelped $x) } }
        function Get-AdHelped($y) { if ($y -gt 1) { [Math]::Sin($y) } else { [Math]::Exp($y) } }
        $script:adClassK = 2.0
        $o = [AdPoly]::new(@(1, 2, 3)); $q = [AdQuad]::new(3); $net = [AdNet]::new().Add([AdLayer]::new(0.5, 0.1)).Add([AdLayer]::new(-1.5, 0.2)); $u = [AdOuter]::new()
        """;

    [Theory]
    [InlineData("$o.Eval($x)")]
    [InlineData("$o.Eval($x, $x)")]
    [InlineData("$o.Twice($x)")]
    [InlineData("[AdPoly]::Square($x)")]
    [InlineData("[AdPoly]::new(@($x, 2, ($x * $x))).Eval($x)")]
    [InlineData("$p = [AdPoly]::new(); $p.Set($x); $p.Eval(2) + $p.last")]
    [InlineData("$p = New-Object AdPoly; $p.Set($x); $p.Eval(2) + $p.last")]
    [InlineData("$p = New-Object AdPoly -ArgumentList (, @($x, 1.0)); $p.Eval(2)")]
    [InlineData("[AdPoly]::new(@($x, 1, 1)).Plus($o).Eval($x)")]
    [InlineData("$q.Eval($x)")]
    [InlineData("$p = [AdQuad]::new($x); $p.Twice($x) + $p.k")]
    [InlineData("$net.Go($x)")]
    [InlineData("[AdNet]::new().Add([AdLayer]::new($x, 0.1)).Add([AdLayer]::new(1, $x)).Go($x)")]
    [InlineData("$p = [AdPoint]@{ x = $x; y = 2 }; $p.x * $p.y")]
    [InlineData("$p = [AdPoint]::new(); $p.x = $x; $p.y = $p.x * 2; $p.y *= $x; if ($p -is [AdPoint] -and $p.GetType().Name -eq 'AdPoint') { $p.y } else { -1 }")]
    [InlineData("$u.Go($x)")]
    [InlineData("$u.Help($x)")]
    [InlineData("[AdMean]::new().Of(@($x, 2.0, ($x * 3)))")]
    [InlineData("function Use-It([AdPoly] $p, [double] $y) { $p.Eval($y) }; Use-It $o $x")]
    [InlineData("[AdPoly] $p = $o; $p.Eval($x)")]
    [InlineData("@($o, $q | ForEach-Object { $_.Eval($x) })[1]")]
    public void Members_of_classes(string body) => Agreement.Holds(session, Classes, $"param($x) {body}", "0.5, 2.5, 0.5");

    [Fact]
    public void Properties_of_tensors_and_text() => Assert.Equal("9 2 1", session.Text("""
        class AdHolds { [Autodiff.Tensor] $w; [string] $s = 'ab'; [object] Go($x) { $this.w = $this.w * $x; return [Ad]::Sum($this.w) } }
        $o = [AdHolds]@{ w = [Autodiff.Tensor]::Of([double[]](1, 2)) }
        Invoke-AdCompiled { param($x) $o.Go($x) } 3.0
        Invoke-AdCompiled { param($x) $h = [AdHolds]::new(); $h.s.Length * $x } 1.0
        Invoke-AdCompiled { param($x) $h = [AdHolds]::new(); $h.s = $x; $h.s.Length * $x } 1.0 3>$null
        """));

    [Theory]
    [InlineData("$c = [AdRanged]::new(); $c.k = $x; $c.k * $x", true)]
    [InlineData("$c = [AdRanged]::new(); $c.SetK($x); $c.k * $x", true)]
    [InlineData("$c = [AdRanged] @{ k = $x }; $c.k * $x", true)]
    [InlineData("$r.k = $x; $r.k * $x", true)]
    [InlineData("$c = [AdRanged]::new(); $c.k + $c.s.Length + $x", false)]
    public void Properties_are_validated(string body, bool fails) => Assert.Equal(fails ? "True caught caught True caught" : "True True True True True", session.Text($$"""
        class AdRanged { [ValidateRange(1, 5)] [double] $k; [ValidateNotNullOrEmpty()] [string] $s = 'ab'; [void] SetK($v) { $this.k = $v } }
        $r = [AdRanged]::new(); $block = { param($x) {{body}} }; $f = New-AdFunction $block
        foreach ($x in 2.5, 9.0, 0.5, 2.5, 9.0) { $y = try { $f.Invoke($x) } catch { 'caught' }; if ($y -eq 'caught') { $y } else { $y -eq (& $block $x) } }
        """));

    [Fact]
    public void A_block_can_catch_the_failure_of_a_property() => Assert.Equal("2.5 -1 -1 -1 2.5", session.Text("""
        class AdCaught { [ValidateRange(1, 5)] [double] $k; [ValidateRange(1, 5)] [int] $n = 3 }
        $f = New-AdFunction { param($x) $c = [AdCaught]::new(); try { $c.k = $x; $c.k } catch { -1 } }
        $f.Invoke(2.5); $f.Invoke(9.0); $f.Invoke(9.5); $f.Invoke(0.0); $f.Invoke(2.5)
        """));

    [Fact]
    public void What_methods_read_is_compared() => Assert.Equal("2 5 7", session.Text("""
        $global:adClassG = 2.0; function Get-AdG { 1.0 }
        class AdReads { [object] Go($x) { return $x * $global:adClassG * (Get-AdG) } }
        $o = [AdReads]::new(); $f = New-AdFunction { param($x) $o.Go($x) }
        $f.Invoke(1.0); $global:adClassG = 5.0; $f.Invoke(1.0); function Get-AdG { 1.4 }; $f.Invoke(1.0)
        Remove-Variable adClassG -Scope Global
        """));

    [Fact]
    public void A_captured_instance_is_not_changed_by_the_trace() => Assert.Equal("6 6 0", session.Text("""
        class AdCount { [double] $n; [double] Go([double] $x) { $this.n += $x; return $this.n * 2 } }
        $o = [AdCount]::new(); $f = New-AdFunction { param($x) $o.Go($x) }
        $f.Invoke(3.0); $f.Invoke(3.0); $o.n
        """));

    [Fact]
    public void Instances_are_trees_of_their_properties() => Assert.Equal("1 AdLayer l 0.72 0.36 AdPoint 6 True", session.Text($$"""
        {{Classes}}
        $f = New-AdFunction { param([AdLayer] $l, [double] $x) $l.Go($x) }
        $f.Invoke([AdLayer]::new(0, 0), 2.0) + 1
        $g = ($f | Get-AdGradient -Parameter l).Invoke([AdLayer]::new(0.5, 0.1), 2.0)
        $g.GetType().Name; $g.name; [Math]::Round($g.w, 2); [Math]::Round($g.b, 2)
        $r = Invoke-AdCompiled { param($x) $p = [AdPoint]::new(); $p.x = $x; $p.y = $x * 2; $p } 3.0
        $r.GetType().Name; $r.y
        $net = (New-AdFunction { param($net) $net.Go(2.0) } | Get-AdGradient).Invoke($net)
        [Math]::Abs($net.layers[0].w - -1.17) -lt 1
        """));

    // It rounds what is stored in it, so the derivative is 0, but a [double].
    [Fact]
    public void An_integer_property_has_no_place_for_a_derivative() => Assert.Equal("AdWhole 0", session.Text("""
        class AdWhole { [int] $n = 3 }
        $g = (New-AdFunction { param($p) $p.n * 2.5 } | Get-AdGradient).Invoke([AdWhole]::new()); $g.pstypenames[0]; $g.n
        """));

    [Fact]
    public void A_class_that_extends_one_of_dotnet_is_refused_where_it_would_be_made() =>
        Assert.Equal("NoEqual", ((AdException)session.Error("class AdNetList : System.Collections.ArrayList { [double] $k }; Invoke-AdCompiled { param($x)\n $p = [AdNetList]::new(); $p.k = $x; $p.k } 1.0").Exception).Id);
}
