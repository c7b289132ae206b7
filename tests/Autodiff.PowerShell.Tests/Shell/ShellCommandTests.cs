namespace Autodiff.PowerShell.Tests.Shell;

public sealed class ShellCommandTests
{
    [Fact]
    public async Task A_line_is_run()
    {
        var run = await ShellProcess.Run(["-Command", "1.5", "+", "1"]);

        Assert.Equal(("2.5\n", "", 0), (run.Output, run.Error, run.ExitCode));
    }

    [Fact]
    public async Task A_line_whose_last_command_fails_exits_1()
    {
        var run = await ShellProcess.Run(["-Command", "'before'; 1 / 0"]);

        Assert.Equal("before\n", run.Output);
        Assert.Contains("Attempted to divide by zero.", run.Error, StringComparison.Ordinal);
        Assert.Equal(1, run.ExitCode);
    }

    [Fact]
    public async Task Without_arguments_the_usage_goes_to_standard_error()
    {
        var run = await ShellProcess.Run([]);

        Assert.Equal("", run.Output);
        Assert.Contains("-Command TEXT", run.Error, StringComparison.Ordinal);
        Assert.Equal(64, run.ExitCode);
    }

    [Fact]
    public async Task A_script_that_does_not_exist_is_named()
    {
        var run = await ShellProcess.Run(["no-such.ps1"]);

        Assert.Contains($"There is no script '{Path.GetFullPath("no-such.ps1")}'.", run.Error, StringComparison.Ordinal);
        Assert.Equal(64, run.ExitCode);
    }
}
