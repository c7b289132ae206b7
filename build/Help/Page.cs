namespace Autodiff.Help;

/// <summary>A piece of a section: a paragraph or list of text, or code in a fence.</summary>
/// <param name="Language">What the fence is marked with, null for text.</param>
/// <param name="Text">Its lines.</param>
sealed record Block(string? Language, string Text);

/// <summary>What stands below a heading, and the sections of the next level in it.</summary>
sealed record Section(string Title, List<Block> Blocks, List<Section> Sections)
{
    /// <summary>The text without code, paragraphs apart.</summary>
    public IEnumerable<string> Paragraphs => Blocks.Where(b => b.Language is null).Select(b => b.Text);
}

/// <summary>A page of help: its header and its sections. As much Markdown as PlatyPS writes, no more.</summary>
sealed record Page(string Title, Dictionary<string, string> Header, List<Section> Sections)
{
    /// <summary>The section of a title, empty where there is none: what a page lacks is for a test to say.</summary>
    public Section this[string title] => Sections.FirstOrDefault(s => s.Title == title) ?? new(title, [], []);

    /// <summary>The name of the file that the page becomes a part of.</summary>
    public string HelpFile => Header.GetValueOrDefault("external help file") ?? throw new InvalidDataException($"{Title}: the header has no 'external help file'.");

    /// <summary>Reads a file.</summary>
    public static Page Read(string path) => Parse(File.ReadAllText(path));

    /// <summary>Reads text.</summary>
    public static Page Parse(string text)
    {
        var lines = new Queue<string>(text.ReplaceLineEndings("\n").Split('\n'));
        var page = new Page("", ReadHeader(lines), []);
        List<Block> blocks = [];
        while (lines.TryDequeue(out string? line))
        {
            if (line.StartsWith("# ", StringComparison.Ordinal)) page = page with { Title = line[2..].Trim() };
            else if (line.StartsWith("## ", StringComparison.Ordinal)) blocks = Begin(line[3..], page.Sections);
            else if (line.StartsWith("### ", StringComparison.Ordinal)) blocks = Begin(line[4..], page.Sections[^1].Sections);
            else if (line.StartsWith("```", StringComparison.Ordinal)) blocks.Add(new(line[3..].Trim(), string.Join('\n', Until(lines, next => next == "```"))));
            else if (line.Trim().Length > 0) blocks.Add(new(null, string.Join('\n', Until(lines, next => next.Trim().Length == 0).Prepend(line))));
        }
        return page;
    }

    static List<Block> Begin(string title, List<Section> sections)
    {
        sections.Add(new(title.Trim(), [], []));
        return sections[^1].Blocks;
    }

    static Dictionary<string, string> ReadHeader(Queue<string> lines)
    {
        var r = new Dictionary<string, string>();
        if (lines.Peek() != "---") return r;
        lines.Dequeue();
        foreach (string line in Until(lines, next => next == "---"))
            if (line.Split(':', 2) is [var key, var value]) r[key] = value.Trim().Trim('\'');
        return r;
    }

    static List<string> Until(Queue<string> lines, Func<string, bool> isEnd)
    {
        List<string> r = [];
        while (lines.TryDequeue(out string? line) && !isEnd(line)) r.Add(line);
        return r;
    }
}
