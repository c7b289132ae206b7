using System.Management.Automation;

namespace Autodiff.PowerShell.Tests.Functions;

/// <summary>The streams other than output and errors.</summary>
[Collection("PowerShell")]
public class StreamTests(PowerShellSession session)
{
    const string Flaky = """
        $global:adCount = 0
        $f = New-AdFunction -Name flaky { param($x)
            $global:adCount = $global:adCount + 1
            if ($global:adCount % 2 -eq 0) { if ($x -gt 0) { $x } else { -$x } }
            elseif ($x -gt 5) { $x } else { $x * 3 }
        };
        """;

    [Theory]
    [InlineData("$null = 1.0, -1.0, 9.0, 7.0 | Invoke-AdCompiled $f 3>&1 | ForEach-Object { if ($_ -is [System.Management.Automation.WarningRecord]) { $global:adWarning = $_ } }; \"$global:adWarning\"")]
    [InlineData("$r = & { $f.Invoke(1.0); $f.Invoke(-1.0); $f.Invoke(9.0); $f.Invoke(7.0) } 3>&1; \"$($r | Where-Object { $_ -is [System.Management.Automation.WarningRecord] })\"")]
    public void Warnings_reach_the_stream_of_a_cmdlet_and_of_a_method(string calls) =>
        Assert.Matches("^flaky .*not deterministic.*$", session.Text(Flaky + calls));

    [Theory]
    [InlineData("Invoke-AdCompiled $f 3.0 6>&1", "x is 3 6")]
    [InlineData("$f.Invoke(3.0) 6>&1", "x is 3 6")]
    [InlineData("1.0, 2.0 | Invoke-AdCompiled $f 6>&1", "x is 1 2 x is 2 4")]
    [InlineData("1.0, 2.0 | Invoke-AdCompiled $f 6>$null", "2 4")]
    public void Print_goes_to_the_information_stream_each_time(string call, string expected) =>
        Assert.Equal(expected, session.Text("$f = New-AdFunction { param($x) [Ad]::Print('x is {0}', $x); $x * 2 }; " + call));

    [Fact]
    public void Verbose_says_what_is_traced_and_for_which_signature()
    {
        const string f = "$f = New-AdFunction -Name cube { param($x) $x * $x * $x }; ";
        string said = session.Text(f + "$v = 1.0, 2.0, 3 | Invoke-AdCompiled $f -Verbose 4>&1 | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] }; \"$v\"");
        Assert.Equal(3, said.Split("trace cube").Length);
        Assert.Contains("f64[]*", said, StringComparison.Ordinal);
        Assert.Contains("i32[]*", said, StringComparison.Ordinal);
        Assert.Equal("1", session.Text(f + "Invoke-AdCompiled $f 1.0 4>&1"));
    }

    [Fact]
    public void Errors_have_an_id_a_category_and_a_target()
    {
        var error = session.Error("$f = New-AdFunction { param($x) [Ad]::MatMul($x, $x) }; Invoke-AdCompiled $f ((1, 2, 3), (4, 5, 6))");
        Assert.Equal("ShapeMismatch,Autodiff.PowerShell.InvokeAdCompiledCommand", error.FullyQualifiedErrorId);
        Assert.Equal(ErrorCategory.InvalidData, error.CategoryInfo.Category);
        Assert.IsType<Function>(PowerShellHost.Bare(error.TargetObject), exactMatch: false);
        Assert.IsType<AdException>(error.Exception);
    }
}
