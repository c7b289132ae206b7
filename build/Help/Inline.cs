using System.Text.RegularExpressions;

namespace Autodiff.Help;

/// <summary>Text without its marks: those of code and bold, and links, of which the words stay.</summary>
static partial class Inline
{
    /// <summary>What a console shows of a paragraph. A list keeps its lines.</summary>
    public static string Plain(string text) => string.Join('\n', Items(text).Select(Words));

    /// <summary>The paragraph in one line, or a list in one line an item.</summary>
    public static IEnumerable<string> Items(string text)
    {
        string item = "";
        foreach (string line in text.Split('\n'))
        {
            if (item.Length > 0 && line.StartsWith("- ", StringComparison.Ordinal))
            {
                yield return item;
                item = "";
            }
            item += (item.Length == 0 ? "" : " ") + line.Trim();
        }
        yield return item;
    }

    // Code spans first: marks inside of them are not marks.
    static string Words(string text) => string.Concat(text.Split('`').Select((part, i) => i % 2 == 1 ? part : Bold().Replace(Link().Replace(part, "$1"), "$1")));

    [GeneratedRegex(@"\[([^\]]+)\]\([^)]*\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"\*\*([^*]+)\*\*")]
    private static partial Regex Bold();
}
