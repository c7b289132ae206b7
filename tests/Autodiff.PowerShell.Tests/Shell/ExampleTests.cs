using System.Runtime.CompilerServices;

namespace Autodiff.PowerShell.Tests.Shell;

/// <summary>The examples run as a user runs them, and print what their own comments promise.</summary>
public sealed class ExampleTests
{
    [Theory]
    [InlineData("quickstart.ps1", "f'(0.5)  = 0.918216")]
    [InlineData("ordinary.ps1", "-3\n10\n")]
    [InlineData("kepler.ps1", "1.093042588   1.093042588")]
    [InlineData("blackscholes.ps1", "at the money         10.4506    0.6368")]
    public async Task An_example_runs(string script, string expected)
    {
        var run = await ShellProcess.Run([PathOf(script)]);

        Assert.Equal(("", 0), (run.Error, run.ExitCode));
        Assert.Contains(expected, run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_network_of_the_digits_learns()
    {
        var run = await ShellProcess.Run([PathOf("digits.ps1"), "-Epochs", "20"]);

        Assert.Equal(("", 0), (run.Error, run.ExitCode));
        Assert.Contains("accuracy on the 359 images held out: 0.9", run.Output, StringComparison.Ordinal);
    }

    [XlaFact]
    public async Task A_second_process_on_XLA_compiles_nothing()
    {
        var cache = Directory.CreateTempSubdirectory("autodiff cache");
        try
        {
            Task<ShellProcess> Run() => ShellProcess.Run([PathOf("iris.ps1"), "-Backend", "Xla", "-Steps", "50"], "", ("XDG_CACHE_HOME", cache.FullName), ("AUTODIFF_LOG", "xla=info"));
            var (first, second) = (await Run(), await Run());

            Assert.Contains("xla: compile ", first.Error, StringComparison.Ordinal);
            Assert.Contains("xla: loaded from the cache: ", second.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("xla: compile ", second.Error, StringComparison.Ordinal);
            Assert.Equal((first.Output, 0), (second.Output, second.ExitCode));
        }
        finally
        {
            cache.Delete(recursive: true);
        }
    }

    static string PathOf(string script, [CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "examples", script));
}
