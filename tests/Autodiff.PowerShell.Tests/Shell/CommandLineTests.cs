using Autodiff.Shell;

namespace Autodiff.PowerShell.Tests.Shell;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("-Name", "Name", null)]
    [InlineData("-Name:iris", "Name", "iris")]
    [InlineData("-Path:C:/data", "Path", "C:/data")]
    [InlineData("-1.5", null, "-1.5")]
    [InlineData("-.5", null, "-.5")]
    [InlineData("-", null, "-")]
    [InlineData("", null, "")]
    [InlineData("iris", null, "iris")]
    public void Names_are_told_from_values(string word, string? name, object? value) =>
        Assert.Equal([new ScriptArgument(name, value)], ScriptArgument.Parse([word]));

    [Fact]
    public void A_switch_can_be_turned_off() =>
        Assert.Equal([new ScriptArgument("Quiet", false)], ScriptArgument.Parse(["-Quiet:$false"]));

    [Fact]
    public void After_two_dashes_all_are_values() =>
        Assert.Equal([new ScriptArgument("A", null), new ScriptArgument(null, "-B"), new ScriptArgument(null, "--")], ScriptArgument.Parse(["-A", "--", "-B", "--"]));

    [Theory]
    [InlineData("-Command")]
    [InlineData("-File")]
    [InlineData("-Verbose")]
    [InlineData("README.md")]
    public void What_cannot_be_run_is_a_mistake_that_names_it(string word) =>
        Assert.Contains(word, Assert.IsType<CommandLine.Mistake>(CommandLine.Parse([word])).Message, StringComparison.Ordinal);

    [Fact]
    public void Help_and_commands_are_known_in_any_case()
    {
        Assert.IsType<CommandLine.Help>(CommandLine.Parse(["-help"]));
        Assert.Equal(new CommandLine.Line("1 + 1"), CommandLine.Parse(["-COMMAND", "1", "+", "1"]));
        Assert.IsType<CommandLine.Nothing>(CommandLine.Parse([]));
    }
}
