using System.Text;

namespace Autodiff.Help;

/// <summary>Formats an about topic as text: headings at the margin, the rest indented, and no line wider than a console.</summary>
static class AboutText
{
    const int Width = 80;
    const string Indent = "    ";

    /// <summary>The text of a topic. Get-Help takes its fifth line as the synopsis.</summary>
    public static string Of(Page page)
    {
        var r = new StringBuilder($"TOPIC\n{Indent}{page.Title}\n");
        foreach (var section in page.Sections)
        {
            r.Append('\n').Append(section.Title.ToUpperInvariant()).Append('\n');
            Write(r, section.Blocks);
            foreach (var part in section.Sections)
            {
                r.Append('\n').Append("  ").Append(Inline.Plain(part.Title)).Append('\n');
                Write(r, part.Blocks);
            }
        }
        return r.ToString();
    }

    static void Write(StringBuilder r, List<Block> blocks)
    {
        for (int i = 0; i < blocks.Count; i++)
        {
            if (i > 0) r.Append('\n');
            if (blocks[i].Language is null)
                foreach (string item in Inline.Plain(blocks[i].Text).Split('\n')) Wrap(r, item);
            else
                foreach (string line in blocks[i].Text.Split('\n')) r.Append((Indent + Indent + line).TrimEnd()).Append('\n');
        }
    }

    static void Wrap(StringBuilder r, string text)
    {
        string hanging = text.StartsWith("- ", StringComparison.Ordinal) ? Indent + "  " : Indent;
        string line = Indent;
        foreach (string word in text.Split(' '))
        {
            if (line.Trim().Length > 0 && line.Length + word.Length > Width)
            {
                r.Append(line.TrimEnd()).Append('\n');
                line = hanging;
            }
            line += word + " ";
        }
        r.Append(line.TrimEnd()).Append('\n');
    }
}
