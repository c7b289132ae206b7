namespace Autodiff.PowerShell.Tests.Help;

/// <summary>Get-Help shows the pages, from files that every build writes.</summary>
[Collection("PowerShell")]
public sealed class GetHelpTests : IDisposable
{
    readonly Prompt prompt = new();

    public void Dispose() => prompt.Dispose();

    [Fact]
    public void Get_Help_shows_synopsis_syntax_parameters_and_examples()
    {
        string shown = prompt.Type("Get-Help Get-AdGradient -Full");

        foreach (string part in new[]
        {
            "Derives the gradient of a function.",
            "Get-AdGradient [-Function] <Object> [-WithValue] [-Auxiliary] [-Mode {Reverse | Forward}]",
            "The first is differentiated",
            "-Function <System.Object>",
            "Default value                Reverse",
            "Accept pipeline input?       True (ByValue)",
            "<CommonParameters>",
            "Example 1: First and second derivative",
            "Invoke-AdCompiled ($f | Get-AdGradient | Get-AdGradient) 2.0",
            "Get-AdJacobian",
        })
            Assert.Contains(Dense(part), Dense(shown), StringComparison.Ordinal);
        Assert.DoesNotContain("`", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_cmdlet_has_its_synopsis_and_each_parameter_its_text()
    {
        foreach (var page in HelpFiles.Cmdlets.Select(HelpFiles.Read))
        {
            string shown = prompt.Type($"(Get-Help {page.Title}).Synopsis; foreach ($p in (Get-Help {page.Title}).parameters.parameter) {{ \"-$($p.name) $($p.description.Text)\" }}");
            Assert.Contains(Plain(page["SYNOPSIS"]), shown, StringComparison.Ordinal);
            foreach (var parameter in page["PARAMETERS"].Sections.Where(s => s.Title.StartsWith('-')))
                Assert.Contains($"{parameter.Title} {Plain(parameter)}", shown, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Get_Help_shows_the_topic_and_finds_it_by_its_synopsis()
    {
        string shown = prompt.Type("Get-Help about_Autodiff");
        Assert.Contains("SHORT DESCRIPTION\n    Differentiates, batches and compiles ordinary PowerShell.", shown.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.All(shown.ReplaceLineEndings("\n").Split('\n'), line => Assert.True(line.Length <= 120, line));
        Assert.Equal("Differentiates, batches and compiles ordinary PowerShell.", prompt.Type("(Get-Help about_Autodif?).Synopsis").Trim());
    }

    // Get-Help breaks lines at the width of the console.
    static string Dense(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));

    static string Plain(Autodiff.Help.Section section) => string.Join(' ', section.Paragraphs.Select(Autodiff.Help.Inline.Plain));
}
