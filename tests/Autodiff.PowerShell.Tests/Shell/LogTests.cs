namespace Autodiff.PowerShell.Tests.Shell;

/// <summary>What <c>$env:AUTODIFF_LOG</c> asks for goes to standard error, and only that.</summary>
public sealed class LogTests
{
    const string Script = "Invoke-AdCompiled (New-AdFunction { param($x) $x * $x } | Get-AdGradient) 3.0";

    [Theory]
    [InlineData("gradient=trace", "gradient: line 1: transpose ", "function:")]
    [InlineData("function", "function: trace ", "gradient:")]
    [InlineData("function=info, gradient=trace", "gradient: line 1: linearize mul ", "xla:")]
    public async Task Modules_are_logged_by_name(string value, string expected, string absent)
    {
        var run = await ShellProcess.Run(["-Command", Script], "", ("AUTODIFF_LOG", value));

        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(absent, run.Error, StringComparison.Ordinal);
        Assert.Equal("6\n", run.Output);
    }

    [Theory]
    [InlineData("functions=debug")]
    [InlineData("xla=loud")]
    public async Task A_name_that_is_none_is_said(string value)
    {
        var run = await ShellProcess.Run(["-Command", Script], "", ("AUTODIFF_LOG", value));

        Assert.Equal($"$env:AUTODIFF_LOG: '{value}' is not understood; write gradient, function, xla, each with =info, =debug or =trace, as 'gradient=trace,xla=debug'.\n", run.Error);
        Assert.Equal("6\n", run.Output);
    }
}
