using System.Management.Automation;
using System.Text.RegularExpressions;
using Autodiff.Help;

namespace Autodiff.PowerShell.Tests.Help;

/// <summary>Each cmdlet has its page and each parameter its section, and both agree with reflection.</summary>
[Collection("PowerShell")]
public partial class HelpPageTests(PowerShellSession session)
{
    [Fact]
    public void Pages_agree_with_the_cmdlets()
    {
        var wrong = new List<string>();
        foreach (var cmdlet in Cmdlets())
        {
            string file = HelpFiles.PathOf(cmdlet.Name);
            string old = File.Exists(file) ? File.ReadAllText(file).ReplaceLineEndings("\n") : "";
            string expected = PageText.Of(old, new(cmdlet));
            if (Environment.GetEnvironmentVariable("AUTODIFF_UPDATE") == "1") File.WriteAllText(file, expected);
            else if (old != expected) wrong.Add($"{cmdlet.Name}.md: {Difference(old, expected)}");
            if (PageText.IsUnfinished(expected)) wrong.Add($"{cmdlet.Name}.md has text that is to be filled in.");
        }
        wrong.AddRange(HelpFiles.Cmdlets.Except(Cmdlets().Select(c => c.Name)).Select(name => $"{name}.md documents no cmdlet."));
        Assert.True(wrong.Count == 0, "Set AUTODIFF_UPDATE=1 and run this test: it writes what reflection knows. Then fill in the rest.\n" + string.Join("\n", wrong));
    }

    [Fact]
    public void Each_page_has_examples_and_links_that_lead_somewhere()
    {
        foreach (var page in HelpFiles.Cmdlets.Select(HelpFiles.Read))
        {
            Assert.NotEmpty(page["EXAMPLES"].Sections);
            Assert.All(page["EXAMPLES"].Sections, e => Assert.Contains(e.Blocks, b => b.Language == "powershell"));
            string[] links = [.. page["RELATED LINKS"].Paragraphs.SelectMany(Inline.Items)];
            Assert.NotEmpty(links);
            foreach (string link in links)
            {
                string name = Inline.Plain(link).TrimStart('-', ' ');
                Assert.Equal($"- [{name}]({name}.md)", link);
                Assert.Contains(name, HelpFiles.Names);
            }
        }
    }

    [Fact]
    public void The_topic_names_each_environment_variable_that_is_read()
    {
        string topic = File.ReadAllText(HelpFiles.PathOf("about_Autodiff"));
        var read = Directory.EnumerateFiles(Path.Combine(PowerShellSession.Repository, "src"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Variable().Matches(File.ReadAllText(file)).Select(m => m.Value)).Distinct();
        Assert.All(read, name => Assert.Contains($"- `{name}`:", topic, StringComparison.Ordinal));
    }

    [GeneratedRegex("AUTODIFF_[A-Z0-9_]+")]
    private static partial Regex Variable();

    IEnumerable<CmdletInfo> Cmdlets() => session.Run("Get-Command -Module Autodiff").Select(c => (CmdletInfo)c.BaseObject);

    static string Difference(string old, string expected)
    {
        if (old.Length == 0) return "there is no page.";
        string[] was = old.Split('\n'), should = expected.Split('\n');
        int at = Enumerable.Range(0, Math.Min(was.Length, should.Length)).FirstOrDefault(i => was[i] != should[i], Math.Min(was.Length, should.Length));
        return $"line {at + 1} is '{was.ElementAtOrDefault(at)}', but should be '{should.ElementAtOrDefault(at)}'.";
    }
}
