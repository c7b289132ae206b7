using Autodiff.Help;

namespace Autodiff.PowerShell.Tests.Help;

/// <summary>
/// The examples of all pages, typed unchanged, print what the pages show. Examples with "(on XLA)" in the title run if a plugin is available. Examples with "(needs
/// …)" need the
/// network or a plugin to install, or print something that depends on the machine, and do not run here.
/// </summary>
[Collection("PowerShell")]
public sealed class HelpExampleTests : IDisposable
{
    const string NotHere = "(needs ", OnXla = "(on XLA)";

    readonly Prompt prompt = new();

    public static TheoryData<string> Pages => [.. HelpFiles.Names];

    public void Dispose() => prompt.Dispose();

    [Theory, MemberData(nameof(Pages))]
    public void The_examples_of_a_page_show_what_it_says(string name)
    {
        var wrong = new List<string>();
        foreach (var (title, blocks) in Examples(HelpFiles.Read(name)))
        {
            for (int i = 0; i < blocks.Count; i++)
            {
                if (blocks[i].Language != "powershell") continue;
                string shown = Lines(prompt.Type(blocks[i].Text));
                string expected = i + 1 < blocks.Count && blocks[i + 1].Language == "Output" ? Lines(blocks[i + 1].Text) : "";
                if (shown != expected) wrong.Add($"{title}\n{blocks[i].Text}\n--- shows\n{shown}\n--- but the page says\n{expected}");
            }
            prompt.Clear();
        }
        Assert.True(wrong.Count == 0, string.Join("\n\n", wrong));
    }

    // On a page about a cmdlet, each example; on a page about a topic, all examples of a section and its subsections.
    static IEnumerable<(string Title, List<Block> Blocks)> Examples(Page page) =>
        (page.Sections.FirstOrDefault(s => s.Title == "EXAMPLES")?.Sections ?? page.Sections)
            .Where(s => !s.Title.Contains(NotHere, StringComparison.Ordinal) && (XlaTests.Skip is null || !s.Title.Contains(OnXla, StringComparison.Ordinal)))
            .Select(s => (s.Title, (List<Block>)[.. s.Blocks, .. s.Sections.SelectMany(part => part.Blocks)]));

    static string Lines(string text) => string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(l => l.TrimEnd())).Trim('\n');
}
