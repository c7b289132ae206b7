namespace Autodiff.PowerShell.Tests.Functions;

/// <summary>The cmdlets that derive functions from functions.</summary>
[Collection("PowerShell")]
public class TransformTests(PowerShellSession session)
{
    const string F = "$f = New-AdFunction { param($a, $b) $a * $a * $b }; $v = New-AdFunction { param($x) $x * $x * $x }; ";

    [Theory]
    [InlineData("$f | Get-AdGradient | Invoke-AdCompiled 2.0 3.0", "@{a=12; b=4}")]
    [InlineData("$f | Get-AdGradient -Parameter b, a | Invoke-AdCompiled 2.0 3.0", "@{b=4; a=12}")]
    [InlineData("$f | Get-AdGradient -Parameter b | Invoke-AdCompiled 2.0 3.0", "4")]
    [InlineData("$f | Get-AdGradient -Parameter a -WithValue | Invoke-AdCompiled 2.0 3.0", "@{Value=12; Gradient=12}")]
    [InlineData("$f | Get-AdGradient -Mode Forward | Invoke-AdCompiled 2.0 3.0", "@{a=12; b=4}")]
    [InlineData("New-AdFunction { param($a) ($a * $a); ($a + 1) } | Get-AdGradient -Auxiliary | Invoke-AdCompiled 2.0", "@{Gradient=4; Auxiliary=3}")]
    [InlineData("New-AdFunction { param($a) ($a * $a); ($a + 1) } | Get-AdGradient -Auxiliary -WithValue | Invoke-AdCompiled 2.0", "@{Value=4; Gradient=4; Auxiliary=3}")]
    [InlineData("$v | Get-AdJacobian | Invoke-AdCompiled @(1.0, 2.0)", "[[ 3.  0.]\n [ 0. 12.]]")]
    [InlineData("$v | Get-AdJacobian -Mode Forward | Invoke-AdCompiled @(1.0, 2.0)", "[[ 3.  0.]\n [ 0. 12.]]")]
    [InlineData("$v | Get-AdJacobian -Mode Reverse | Invoke-AdCompiled @(1.0, 2.0)", "[[ 3.  0.]\n [ 0. 12.]]")]
    [InlineData("$f | Get-AdHessian -Parameter a | Invoke-AdCompiled 2.0 3.0", "6")]
    [InlineData("$h = $f | Get-AdHessian | Invoke-AdCompiled 2.0 3.0; $h.a.a, $h.a.b, $h.b.a, $h.b.b", "6 4 4 0")]
    [InlineData("$f | Get-AdJvp | Invoke-AdCompiled 2.0 3.0 @{ a = 1.0 }", "@{Value=12; Tangent=12}")]
    [InlineData("$f | Get-AdJvp | Invoke-AdCompiled 2.0 3.0 ([pscustomobject] @{ b = 1.0; a = $null })", "@{Value=12; Tangent=4}")]
    [InlineData("$f | Get-AdJvp -Parameter a | Invoke-AdCompiled 2.0 3.0 1.0", "@{Value=12; Tangent=12}")]
    [InlineData("$f | Get-AdVjp | Invoke-AdCompiled 2.0 3.0 10.0", "@{a=120; b=40}")]
    [InlineData("New-AdFunction { param($x) $x * 2; $x * 3 } | Get-AdVjp | Invoke-AdCompiled 1.0 @(1.0, 2.0)", "8")]
    [InlineData("New-AdFunction { param($x) $x * 2; $x * 3 } | Get-AdVjp | Invoke-AdCompiled @(1.0, 2.0) ((1.0, 0.0), (1.0, 10.0))", "[ 5. 30.]")]
    [InlineData("New-AdFunction { param($x) $x * 2; [Ad]::Sum($x) } | Get-AdVjp | Invoke-AdCompiled @(1.0, 2.0) @((New-AdTensor 1.0, 0.0), 3.0)", "[5. 3.]")]
    [InlineData("New-AdFunction { param($w) $w[0] * $w[1] } | Get-AdJvp | Invoke-AdCompiled @((New-AdTensor 2.0), (New-AdTensor 3.0)) @(1.0, 0.5)", "@{Value=6; Tangent=4}")]
    [InlineData("$f | Get-AdVmap | Invoke-AdCompiled @(1.0, 2.0) @(3.0, 4.0)", "[ 3. 16.]")]
    [InlineData("$f | Get-AdVmap -InAxis 0, $null | Invoke-AdCompiled @(1.0, 2.0) 3.0", "[ 3. 12.]")]
    [InlineData("$f | Get-AdVmap -InAxis @{ B = $null } | Invoke-AdCompiled @(1.0, 2.0) 3.0", "[ 3. 12.]")]
    [InlineData("$v | Get-AdVmap -InAxis 1 -OutAxis 0 | Invoke-AdCompiled ((1.0, 2.0), (3.0, 4.0))", "[[ 1. 27.]\n [ 8. 64.]]")]
    [InlineData("$c = { param($x) $w = $x * 2; [Ad]::CustomJvp({ param($a) [Ad]::Sin($a) * $w }, { param($a, $da) [Ad]::Sin($a) * $w; 5 * $da * $w }, $x) }; 0.0 | Invoke-AdCompiled ($c | Get-AdGradient); 1.0 | Invoke-AdCompiled ($c | Get-AdGradient -Mode Forward)", "0 11.6829419696158")]
    [InlineData("$c = { param($x) $w = $x * 2; [Ad]::CustomGradient({ param($a) ($a * $w), $null }, { param($r, $ct) 5 * $ct * $w }, $x) }; 1.0 | Invoke-AdCompiled ($c | Get-AdGradient)", "12")]
    [InlineData("$v | Get-AdVmap -InAxis -1 -OutAxis -1 | Invoke-AdCompiled ((1.0, 2.0), (3.0, 4.0))", "[[ 1.  8.]\n [27. 64.]]")]
    [InlineData("$r = New-AdFunction { param($x) $x; $x } | Get-AdVmap -OutAxis 0, 1 | Invoke-AdCompiled ((1.0, 2.0), (3.0, 4.0)); $r[1]", "[[1. 3.]\n [2. 4.]]")]
    [InlineData("New-AdFunction { param($x, $y) $x * 2; $y + 1 } | Get-AdVmap -InAxis 0, $null -OutAxis 0, $null | Invoke-AdCompiled @(1.0, 2.0) 5.0", "[2. 4.] 6")]
    [InlineData("$r = New-AdFunction { param($x) @{ p = $x; q = 3.0 } } | Get-AdVmap -OutAxis @{ q = $null } | Invoke-AdCompiled @(1.0, 2.0); $r.p; $r.q", "[1. 2.] 3")]
    [InlineData("$r = New-AdFunction { param($x) @{ p = $x; q = $x } } | Get-AdVmap -OutAxis @{ q = 1 } | Invoke-AdCompiled ((1.0, 2.0), (3.0, 4.0)); $r.q", "[[1. 3.]\n [2. 4.]]")]
    [InlineData("$v | Get-AdGradient | Get-AdGradient | Get-AdGradient | Invoke-AdCompiled 2.0", "6")]
    [InlineData("$v | Get-AdGradient | Get-AdVmap | Invoke-AdCompiled @(1.0, 2.0)", "[ 3. 12.]")]
    [InlineData("$v | Get-AdGradient | Invoke-AdFunction 2.0", "12")]
    [InlineData("$w = New-AdFunction { param($p) [Ad]::Sum($p.w * $p.w) * $p.b }; $g = $w | Get-AdGradient | Invoke-AdCompiled @{ w = 1.0, 2.0; b = 3.0 }; $g.w; $g.b; $g.GetType().Name", "[ 6. 12.] 5 Hashtable")]
    [InlineData("$g = { param($h) $h.a * $h.b[0] * $h.b[1] } | Get-AdGradient | Invoke-AdCompiled @{ a = 1.5; b = [int[]](2, 3) }; $g.a; $g.b", "6 [4.5 3. ]")]
    [InlineData("$g = { param($o) $o.p * $o.q[0] * $o.r } | Get-AdGradient | Invoke-AdCompiled ([pscustomobject]@{ p = 2.0; q = 1, 2; r = 3L }); $g.p; $g.q; $g.r", "3 [6. 0.] 2")]
    [InlineData("New-AdFunction { param($x) [Ad]::Sum($x * $x) } | Get-AdGradient | Invoke-AdCompiled @(1, 2)", "[2. 4.]")]
    [InlineData("$g = New-AdFunction { param($x, $w) [Ad]::Sum($x * $w) } | Get-AdGradient | Invoke-AdCompiled @(1, 2) 0.5; $g", "3")]
    public void Derivatives(string script, string expected) => Assert.Equal(expected, session.Text(F + script));

    [Theory]
    [InlineData("$v | Get-AdGradient | Invoke-AdCompiled @(1.0, 2.0)", "NotScalar", "Get-AdGradient: … f64[2] … [Ad]::Sum … [Ad]::Mean … Get-AdJacobian … Get-AdVjp … -Auxiliary")]
    [InlineData("$v | Get-AdGradient | Invoke-AdCompiled @($true, $false)", "NothingToDifferentiate", "f(x) … bool[2] … Pass floating-point numbers")]
    [InlineData("New-AdFunction { param($x, $i) [Ad]::Take($x, $i) } | Get-AdGradient | Invoke-AdCompiled @(1.0, 2.0) 1", "FloatingIndex", "line 1: … Take: … f64[]* … -Parameter … [Ad]::Cast($i, 'i32')")]
    [InlineData("New-AdFunction { param($x) $x; 3.0 } | Get-AdVmap -OutAxis $null | Invoke-AdCompiled @(1.0, 2.0)", "InvalidAxis", "Get-AdVmap: … -OutAxis … $null")]
    [InlineData("New-AdFunction { param($x) $x; $x } | Get-AdVmap -OutAxis 0, 0, 0 | Invoke-AdCompiled @(1.0, 2.0)", "WrongResultCount", "Get-AdVmap: … -OutAxis … 3 … 2")]
    [InlineData("New-AdFunction { param($x) $x; $x } | Get-AdVjp | Invoke-AdCompiled 1.0 @(1.0, 2.0, 3.0)", "StructureMismatch", "Cotangent … [*, *]")]
    [InlineData("New-AdFunction { param($x) $x; $x } | Get-AdVjp | Invoke-AdCompiled 1.0 ((1.0, 2.0), (3.0, 4.0))", "ShapeMismatch", "Cotangent … [2] … []")]
    [InlineData("$f | Get-AdVmap | Invoke-AdCompiled @(1.0, 2.0) @(1.0, 2.0, 3.0)", "ShapeMismatch", "Get-AdVmap: b … 3 … 2")]
    [InlineData("3 | Get-AdVmap", "NoFunction", "[Int32] … New-AdFunction")]
    [InlineData("$f | Get-AdVmap -InAxis 0, 0, 0", "WrongArgumentCount", "f(a, b) … 2 … -InAxis … 3")]
    [InlineData("$f | Get-AdVmap -InAxis $null | Invoke-AdCompiled 1.0 2.0", "NothingToMap", "Get-AdVmap: … -InAxis … $null")]
    [InlineData("$f | Get-AdVmap -InAxis 0.5", "InvalidShape", "-InAxis … 0.5")]
    public void What_has_none_is_refused(string script, string id, string message)
    {
        var error = session.Error(F + script);
        PowerShellSession.Fails($"{id} … {message}", error);
        Assert.StartsWith(id + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }
}
