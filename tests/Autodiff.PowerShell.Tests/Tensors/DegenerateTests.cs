namespace Autodiff.PowerShell.Tests.Tensors;

/// <summary>Linear algebra that has no solution: a warning if it is evaluated at once; in compiled code JAX's numbers and no warning.</summary>
[Collection("PowerShell")]
public class DegenerateTests(PowerShellSession session)
{
    const string Singular = "$a = [Ad]::Ones(@(2, 2), 'f64'); ";

    [Theory]
    [InlineData("$null = [Ad]::Solve($a, @(1.0, 2.0))", "Solve: a matrix is singular")]
    [InlineData("$null = [Ad]::Inv($a)", "Inv: a matrix is singular")]
    [InlineData("$null = [Ad]::Cholesky(-$a)", "Cholesky: a matrix is not positive definite")]
    [InlineData("$null = [Ad]::TriangularSolve($a - $a, @(1.0, 2.0), $true)", "TriangularSolve: there is a zero on a diagonal")]
    public void A_warning_says_what_is_wrong(string script, string expected)
    {
        var (_, errors, warnings) = session.RunAll(Singular + script);
        Assert.Empty(errors);
        Assert.StartsWith(expected, Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("$null = [Ad]::Solve($a + [Ad]::Eye(2), @(1.0, 2.0))")]
    [InlineData("$null = [Ad]::Inv($a * [double]::NaN)")]
    [InlineData("Invoke-AdCompiled (New-AdFunction { param($a) [Ad]::Inv($a) }) $a | Out-Null")]
    [InlineData("Invoke-AdCompiled (New-AdFunction { param($a) [Ad]::Sum([Ad]::Inv($a)) } | Get-AdGradient) $a | Out-Null")]
    public void Otherwise_there_is_none(string script)
    {
        var (_, errors, warnings) = session.RunAll(Singular + script);
        Assert.Empty(errors);
        Assert.Empty(warnings);
    }
}
