namespace Autodiff.PowerShell.Tests.Functions;

[Collection("PowerShell")]
public class GraphTests(PowerShellSession session)
{
    const string F = "$f = New-AdFunction { param($x) if ($x -gt 0) { $x * $x } else { -$x } }; ";

    [Fact]
    public void Of_example_arguments() =>
        Assert.Equal("{ lambda a:f64[3] . let b:f64[3] = mul a a c:f64[] = reduce_sum[axes=(0)] b in (c) }", Flat(session.Text("New-AdFunction { param($x) [Ad]::Sum($x * $x) } | Get-AdGraph @(1.0, 2.0, 3.0)")));

    [Fact]
    public void Of_what_has_been_traced()
    {
        Assert.Empty(session.Run(F + "Get-AdGraph $f"));
        Assert.Single(session.Run(F + "$null = $f.Invoke(1.0); $f | Get-AdGraph"));
        Assert.Equal(2, session.Run(F + "$null = 1.0, -1.0 | Invoke-AdCompiled $f; Get-AdGraph $f").Count);
        Assert.Equal(2, session.Run(F + "$g = $f | Get-AdGradient; $null = 1.0, -1.0 | Invoke-AdCompiled $g; Get-AdGraph $g").Count);
    }

    [Fact]
    public void A_path_follows_the_numbers()
    {
        Assert.Contains("mul", session.Text(F + "Get-AdGraph $f 2.0"), StringComparison.Ordinal);
        Assert.Contains("neg", session.Text(F + "Get-AdGraph $f -NamedArgument @{ x = -2.0 }"), StringComparison.Ordinal);
    }

    [Fact]
    public void As_StableHlo()
    {
        string text = session.Text("New-AdFunction -Name 'my loss' { param($x) [Ad]::Sin($x) } | Get-AdGraph 1.0 -As StableHlo");
        Assert.Contains("module @my_loss", text, StringComparison.Ordinal);
        Assert.Contains("stablehlo.sine", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Optimized_it_has_nothing_twice()
    {
        const string f = "$f = New-AdFunction { param($x) [Ad]::Sin($x) + [Ad]::Sin($x) }; Get-AdGraph $f 1.0";
        Assert.Equal(3, session.Text(f).Split("sin").Length);
        Assert.Equal(2, session.Text(f + " -Optimized").Split("sin").Length);
    }

    static string Flat(string text) => string.Join(" ", text.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries));
}
