namespace Autodiff.Help;

/// <summary>A block of a section: a paragraph or list, or code in a fence.</summary>
/// <param name="Language">The language of the fence; null for text.</param>
/// <param name="Text">The lines.</param>
sealed record Block(string? Language, string Text);

/// <summary>The content of a heading, and its subsections.</summary>
sealed record Section(string Title, List<Block> Blocks, List<Section> Sections)
{
    /// <summary>The paragraphs, less code.</summary>
    public IEnumerable<string> Paragraphs => Blocks.Where(b => b.Language is null).Select(b => b.Text);
}

/// <summary>A help page: its header and sections. It supports only the Markdown that PlatyPS writes.</summary>
sealed record Page(string Title, Dictionary<string, string> Header, List<Section> Sections)
{
    /// <summary>The section with a title; empty if there is none, which a test reports.</summary>
    public Section this[string title] => Sections.FirstOrDefault(s => s.Title == title) ?? new(title, [], []);

    /// <summary>The name of the help file that the page becomes a part of.</summary>
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
