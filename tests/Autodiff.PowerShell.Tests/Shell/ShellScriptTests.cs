namespace Autodiff.PowerShell.Tests.Shell;

public sealed class ShellScriptTests
{
    [Fact]
    public async Task A_script_gets_parameters_by_name_and_its_output_is_formatted_without_colours()
    {
        var run = await ShellProcess.RunScript(
            """
            param([double] $Rate, [string] $Name, [int] $Count, [switch] $Quiet, [switch] $Loud, [Parameter(ValueFromRemainingArguments)] $Rest)
            "$($Rate * 2) $Name $($Count + 1) $Quiet $Loud $Rest"
            "`e[31mred`e[0m"
            (Get-Module Autodiff).Name
            [pscustomobject]@{ Epoch = 1; Loss = 0.5 }
            """,
            ["-1.5", "-Quiet", "-Name", "iris", "-Count:3", "-Loud:$false", "--", "-Rate"]);

        Assert.Equal("-3 iris 4 True False -Rate\nred\nAutodiff\n\nEpoch Loss\n----- ----\n    1 0.50\n\n", run.Output);
        Assert.Equal("", run.Error);
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public async Task An_uncaught_error_is_printed_with_its_line_to_standard_error_and_exits_1()
    {
        var run = await ShellProcess.RunScript("'before'\nthrow 'the loss is NaN'\n'after'");

        Assert.Equal("before\n", run.Output);
        Assert.Contains("script.ps1:2\n", run.Error, StringComparison.Ordinal);
        Assert.Contains("the loss is NaN", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', run.Error);
        Assert.Equal(1, run.ExitCode);
    }

    [Fact]
    public async Task Errors_and_warnings_that_do_not_end_the_script_go_to_standard_error()
    {
        var run = await ShellProcess.RunScript(
            """
            [CmdletBinding()] param()
            Get-Command no-such-command
            $PSCmdlet.WriteWarning('careful')
            $PSCmdlet.WriteVerbose('chatty')
            $PSCmdlet.WriteProgress([System.Management.Automation.ProgressRecord]::new(1, 'Training', 'epoch 1'))
            'after'
            """,
            ["-Verbose"]);

        Assert.Equal("after\n", run.Output);
        Assert.Contains("'no-such-command' is not recognized", run.Error, StringComparison.Ordinal);
        Assert.Contains("WARNING: careful\nVERBOSE: chatty\n", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Training", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', run.Error);
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public async Task Exit_gives_the_exit_code()
    {
        var run = await ShellProcess.RunScript("'before'; function leave { exit 3 }; leave; 'after'");

        Assert.Equal("before\n", run.Output);
        Assert.Equal(3, run.ExitCode);
    }

    [Fact]
    public async Task Lines_of_standard_input_are_the_input()
    {
        var run = await ShellProcess.RunScript("$input | ForEach-Object { [int] $_ * 2 }", input: "1\n2\n3\n");

        Assert.Equal("2\n4\n6\n", run.Output);
    }

    [Fact]
    public async Task A_script_that_ignores_its_input_does_not_wait_for_its_end()
    {
        var run = await ShellProcess.RunScript("function unused { $input }; 'done'", input: null);

        Assert.Equal("done\n", run.Output);
    }
}
